package dev.avow.engine.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

final class ReportMain {

    private ReportMain() {}

    // begin
    static SeContainer start() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(ReportApplication.class, Report.class)
                .addBeanClasses(ReportClient.class, ReportAlarm.class)
                .initialize();
    }
    // end
}
