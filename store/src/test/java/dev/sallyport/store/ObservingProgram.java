package dev.sallyport.store;

import static dev.sallyport.store.ObservationSamples.HOUR;
import static dev.sallyport.store.ObservationSamples.cell;

import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.evidence.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adds drains of ten cells, and says so after each, until it is killed. */
final class ObservingProgram {

    private ObservingProgram() {}

    static void main(String[] arguments) {
        SqliteObservations store =
                SqliteObservations.open(Path.of(arguments[0]), ObservationBudget.DEFAULT);
        for (int drain = 1; ; drain++) {
            List<Observation> cells = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                cells.add(cell("10.0." + drain % 200 + "." + i, HOUR, 1));
            }
            store.add(cells);
            System.out.println("added " + drain);
        }
    }
}
