package dev.sallyport.cli;

import dev.sallyport.geo.GeoDatabase;
import dev.sallyport.geo.GeoFileException;
import dev.sallyport.geo.GeoLoader;
import java.nio.file.Path;
import java.util.List;

/** MaxMind DB files named on a command line. */
public final class GeoFiles {

    private GeoFiles() {}

    /**
     * Returns what the files hold.
     *
     * @throws CommandFailure if any of them cannot be used
     */
    public static GeoDatabase read(List<Path> files) {
        try {
            return GeoLoader.load(files);
        } catch (GeoFileException refused) {
            List<String> faults = refused.faults();
            throw new CommandFailure(
                    ExitStatus.FAILURE, faults.getFirst(), faults.subList(1, faults.size()));
        }
    }
}
