package dev.sallyport.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server program: starts the application that wires all modules. */
@SpringBootApplication
public class SallyportServer {

    /** Starts the server and returns once it listens; the process lives until it is stopped. */
    public static void main(String[] arguments) {
        SpringApplication.run(SallyportServer.class, arguments);
    }
}
