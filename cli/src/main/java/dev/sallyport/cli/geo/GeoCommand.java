package dev.sallyport.cli.geo;

import dev.sallyport.cli.api.GeoStatusCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport geo}: countries and origins of addresses. */
@Command(
        name = "geo",
        mixinStandardHelpOptions = true,
        description =
                "Countries and origins: of addresses by files, and what a server has of them.",
        subcommands = {
            GeoLookupCommand.class,
            GeoStatusCommand.Status.class,
            GeoStatusCommand.Reload.class,
            GeoCountriesCommand.class
        })
public final class GeoCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
