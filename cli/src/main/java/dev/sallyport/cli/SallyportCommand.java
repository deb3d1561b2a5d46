package dev.sallyport.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sallyport} command: the root under which every noun is a subcommand. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = SallyportVersion.class,
        description = "Network access control for multi-tenant SaaS.")
public final class SallyportCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Runs one command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SallyportCommand()).execute(arguments));
    }

    /** Refuses a command line without a subcommand: usage on standard error, exit status 2. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
