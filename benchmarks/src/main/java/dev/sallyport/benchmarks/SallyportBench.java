package dev.sallyport.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The {@code ./bench} program: runs every benchmark of one subject.
 *
 * <p>A subject is a subpackage of this one ({@code what-if} is {@code whatif}). With {@code
 * --quick} each benchmark runs for a few seconds in one JVM, which shows orders of magnitude only.
 */
public final class SallyportBench {

    private static final String USAGE = "usage: ./bench engine|gate|what-if [--quick]";

    private SallyportBench() {}

    /**
     * Runs the benchmarks of the subject named by the first argument; exit status 2 if there is no
     * such subject.
     *
     * @throws RunnerException if a benchmark fails, or the subject has none yet
     */
    public static void main(String[] arguments) throws RunnerException {
        boolean quick = arguments.length == 2 && arguments[1].equals("--quick");
        if (arguments.length == 0 || (arguments.length > 1 && !quick)) {
            refuse();
            return;
        }
        switch (arguments[0]) {
            case "engine" -> run("engine", quick);
            case "gate" -> run("gate", quick);
            case "what-if" -> run("whatif", quick);
            default -> refuse();
        }
    }

    private static void run(String subpackage, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^dev\\.sallyport\\.benchmarks\\." + subpackage + "\\.")
                        .shouldFailOnError(true);
        if (quick) {
            options.forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1));
        }
        new Runner(options.build()).run();
    }

    private static void refuse() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
