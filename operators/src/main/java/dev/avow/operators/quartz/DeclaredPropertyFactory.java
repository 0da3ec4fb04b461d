package dev.avow.operators.quartz;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import org.quartz.JobDataMap;
import org.quartz.SchedulerException;
import org.quartz.simpl.PropertySettingJobFactory;

/**
 * Makes jobs as a scheduler of Quartz does by default. The setter of a property is given the data of its name; a declared
 * integer also fits a {@code long}, {@code float} or {@code double}.
 */
final class DeclaredPropertyFactory extends PropertySettingJobFactory {

    @Override
    protected void setBeanProps(Object job, JobDataMap data) throws SchedulerException {
        JobDataMap fitting = new JobDataMap(data.getWrappedMap());
        for (PropertyDescriptor property : properties(job)) {
            Object value = data.get(property.getName());
            if (value != null && property.getWriteMethod() != null) {
                fitting.put(property.getName(), fitting(value, property.getPropertyType()));
            }
        }
        super.setBeanProps(job, fitting);
    }

    /** Quartz reads each primitive type from text, and else takes only its very own box. */
    private static Object fitting(Object value, Class<?> type) {
        if (type.isPrimitive()) {
            return value.toString();
        }
        return type == Long.class && value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static PropertyDescriptor[] properties(Object job) throws SchedulerException {
        try {
            BeanInfo info = Introspector.getBeanInfo(job.getClass());
            return info.getPropertyDescriptors();
        } catch (IntrospectionException e) {
            throw new SchedulerException("Setters of " + job.getClass().getName() + " cannot be told.", e);
        }
    }
}
