package dev.sallyport.cli;

import dev.sallyport.cli.api.AuditCommand;
import dev.sallyport.cli.api.ChannelCommand;
import dev.sallyport.cli.api.CheckCommand;
import dev.sallyport.cli.api.ClientCommand;
import dev.sallyport.cli.api.DenialCommand;
import dev.sallyport.cli.api.DoctorCommand;
import dev.sallyport.cli.api.EgressCommand;
import dev.sallyport.cli.api.EnforcementCommand;
import dev.sallyport.cli.api.ExplainCommand;
import dev.sallyport.cli.api.IssuerCommand;
import dev.sallyport.cli.api.ListCommand;
import dev.sallyport.cli.api.MonitorCommand;
import dev.sallyport.cli.api.PolicyCommand;
import dev.sallyport.cli.api.RecommendCommand;
import dev.sallyport.cli.api.TenantCommand;
import dev.sallyport.cli.api.WebhookCommand;
import dev.sallyport.cli.demo.DemoCommand;
import dev.sallyport.cli.geo.GeoCommand;
import dev.sallyport.cli.imports.ImportCommand;
import dev.sallyport.cli.logimport.LogCommand;
import dev.sallyport.cli.region.RegionCommand;
import dev.sallyport.cli.sync.SyncCommand;
import dev.sallyport.cli.whatif.WhatIfCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sallyport} command: the root under which every noun is a subcommand. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = SallyportVersion.class,
        description = "Network access control for multi-tenant SaaS.",
        subcommands = {
            WhatIfCommand.class,
            TenantCommand.class,
            PolicyCommand.class,
            ListCommand.class,
            ChannelCommand.class,
            ClientCommand.class,
            IssuerCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            MonitorCommand.class,
            RecommendCommand.class,
            ImportCommand.class,
            LogCommand.class,
            GeoCommand.class,
            RegionCommand.class,
            EnforcementCommand.class,
            DenialCommand.class,
            DoctorCommand.class,
            AuditCommand.class,
            WebhookCommand.class,
            EgressCommand.class,
            SyncCommand.class,
            ServerCommand.class,
            DemoCommand.class
        },
        footer = {
            "",
            "Exit status: 0 success or allow, 1 failure, 2 usage, 3 deny (check), 4 invalid policy,"
                    + " 5 unavailable."
        })
public final class SallyportCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Runs one command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command line parser with every command. */
    static CommandLine commandLine() {
        CommandLine command =
                new CommandLine(new SallyportCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(SallyportCommand::failed)
                        .setParameterExceptionHandler(SallyportCommand::misused);
        giveVersion(command);
        return command;
    }

    /* `--version` of a subcommand is that of the program. */
    private static void giveVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new SallyportVersion());
        command.getSubcommands().values().forEach(SallyportCommand::giveVersion);
    }

    /* One sentence, and where to read more; the whole usage only where a command is missing. */
    private static int misused(ParameterException exception, String[] ignored) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("sallyport: " + exception.getMessage()));
        String name = command.getCommandSpec().qualifiedName();
        if (command.getSubcommands().isEmpty()) {
            boolean _ = UnmatchedArgumentException.printSuggestions(exception, err);
            err.println("`" + name + " --help` tells more");
        } else if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
            command.usage(err);
        }
        err.flush();
        return ExitStatus.USAGE;
    }

    /* What we put into words ourselves is said in them; anything else is a fault of ours and shows where. */
    private static int failed(Exception exception, CommandLine command, ParseResult ignored)
            throws Exception {
        if (!(exception instanceof CommandFailure failure)) {
            throw exception;
        }
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("sallyport: " + failure.getMessage()));
        failure.lines().forEach(err::println);
        err.flush();
        return failure.exitStatus();
    }

    /** Refuses a command line without a subcommand: usage on standard error, exit status 2. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
