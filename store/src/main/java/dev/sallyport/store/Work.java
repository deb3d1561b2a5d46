package dev.sallyport.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/* The connection of one transaction. */
record Work(JdbcClient reading, boolean isWritable) {

    JdbcClient writing() {
        if (!isWritable) {
            throw new IllegalStateException("a read transaction changes nothing");
        }
        return reading;
    }
}
