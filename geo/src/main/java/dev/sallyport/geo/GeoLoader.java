package dev.sallyport.geo;

import dev.sallyport.engine.geo.GeoTableBuilder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads a set of MaxMind DB files. What each holds is found from its records: countries at {@code
 * country.iso_code}, else {@code country_code}; origins at {@code autonomous_system_number}; each
 * for the families of the networks that have them. No part may come from two files.
 */
public final class GeoLoader {

    private final GeoTableBuilder table = new GeoTableBuilder();
    private final Map<GeoPart, Path> owners = new HashMap<>();
    private final Samples samples = new Samples();
    private final List<GeoFile> files = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private GeoLoader() {}

    /**
     * Returns what the files hold. Takes about as long as reading them; needs a few times their
     * length in memory while it lasts. Afterwards the files are not needed.
     *
     * @param paths the files, at least one
     * @throws GeoFileException if any of them cannot be used, with the faults of all
     */
    public static GeoDatabase load(List<Path> paths) throws GeoFileException {
        GeoLoader loader = new GeoLoader();
        for (Path path : paths) {
            loader.read(path);
        }
        return loader.loaded();
    }

    private void read(Path path) {
        try {
            byte[] bytes = FileBytes.read(path);
            FileContent content = new FileContent(path, table, owners, samples);
            files.add(content.read(bytes));
        } catch (GeoFileException refused) {
            refused.faults().forEach(fault -> faults.add("geo file `" + path + "`: " + fault));
        }
    }

    private GeoDatabase loaded() throws GeoFileException {
        if (!faults.isEmpty()) {
            throw new GeoFileException(faults);
        }
        MessageDigest digest = sha256();
        for (GeoFile file : files) {
            digest.update(HexFormat.of().parseHex(file.digest()));
        }
        return new GeoDatabase(
                table.build(Edition.of(files)),
                files,
                HexFormat.of().formatHex(digest.digest()),
                samples.kept());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
