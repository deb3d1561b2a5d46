package dev.sallyport.cli.logimport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport log}: what is done with access logs. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Access logs as evidence.",
        subcommands = LogImportCommand.class)
public final class LogCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
