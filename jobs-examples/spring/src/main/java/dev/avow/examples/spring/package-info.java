/** An application on Spring Boot. */
@NullMarked
package dev.avow.examples.spring;

import org.jspecify.annotations.NullMarked;
