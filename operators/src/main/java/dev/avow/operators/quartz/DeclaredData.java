package dev.avow.operators.quartz;

import org.quartz.JobDataMap;

/**
 * The data of one attempt. A declared integer is an {@code Integer}, or a {@code Long} if it is too big, and can be asked for
 * as any number.
 */
final class DeclaredData extends JobDataMap {

    private static final long serialVersionUID = 1L;

    @Override
    public long getLong(String key) {
        return get(key) instanceof Integer number ? number : super.getLong(key);
    }

    @Override
    public float getFloat(String key) {
        return get(key) instanceof Integer number ? number : super.getFloat(key);
    }

    @Override
    public double getDouble(String key) {
        return get(key) instanceof Integer number ? number : super.getDouble(key);
    }
}
