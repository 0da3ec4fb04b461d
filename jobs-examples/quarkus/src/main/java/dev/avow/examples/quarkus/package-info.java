/** An application on Quarkus. */
package dev.avow.examples.quarkus;
