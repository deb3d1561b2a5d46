package dev.sallyport.control.observation;

import dev.sallyport.evidence.Observation;
import java.util.List;

/**
 * Some of what was observed of a tenant, and what there is in all.
 *
 * @param extent what there is, in whatever hours
 * @param pseudonyms whether principals are kept under pseudonyms only
 * @param cells the cells asked for
 * @param next where the next page begins, or an empty text if there is none
 */
public record ObservationView(
        ObservationExtent extent, boolean pseudonyms, List<Observation> cells, String next) {

    /** Copies the cells. */
    public ObservationView {
        cells = List.copyOf(cells);
    }
}
