package dev.sallyport.geo;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.geo.GeoTableBuilder;
import dev.sallyport.engine.policy.CountryCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/* Brings what one file says into the table that all files share. Used once. */
final class FileContent {

    /* Far more than the world has: the largest tables of today have about a tenth of it. */
    private static final int MAX_STRETCHES = 4_000_000;

    private final Path path;
    private final GeoTableBuilder table;
    private final Map<GeoPart, Path> owners;
    private final Samples samples;
    private final SortedSet<GeoPart> parts = new TreeSet<>();
    private long networks;
    private long unreadableCodes;

    FileContent(Path path, GeoTableBuilder table, Map<GeoPart, Path> owners, Samples samples) {
        this.path = path;
        this.table = table;
        this.owners = owners;
        this.samples = samples;
    }

    GeoFile read(byte[] bytes) throws GeoFileException {
        Database database = walked(bytes);
        if (parts.isEmpty()) {
            throw new GeoFileException(
                    "it holds no country and no origin"
                            + (database.type().isEmpty()
                                    ? ""
                                    : "; it says it is a `" + printable(database.type()) + "`"));
        }
        return new GeoFile(
                path,
                printable(database.type()),
                database.builtAt(),
                HexFormat.of().formatHex(GeoLoader.sha256().digest(bytes)),
                parts,
                networks,
                unreadableCodes);
    }

    /*
     * A broken file comes out of the library as almost any exception, unchecked ones among them, and as an overflow of the
     * stack where it nests deeply. All of them say one thing: this database is unusable.
     */
    private Database walked(byte[] bytes) throws GeoFileException {
        try {
            Database database = Database.open(bytes);
            database.forEach(this::network);
            return database;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw new GeoFileException("this database is unusable: its content is broken", broken);
        }
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x5F\\x61-\\x7E]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }

    private void network(IpPrefix network, GeoRecord said) throws GeoFileException {
        networks++;
        CountryCode country = country(said.code());
        if (country != null) {
            take(new GeoPart(GeoKind.COUNTRY, network.family()), network);
            table.country(network.toRange(), country);
            limit(table.countryStretches(network.family()));
        }
        Long asn = said.asn();
        if (asn != null && asn != 0) {
            if (asn < 0 || asn > 0xFFFF_FFFFL) {
                throw new GeoFileException("an origin in it is no 32-bit number");
            }
            take(new GeoPart(GeoKind.ASN, network.family()), network);
            table.asn(network.toRange(), asn);
            limit(table.asnStretches(network.family()));
        }
    }

    /* Databases of earlier times have codes such as `A1` for a proxy: no country, so no answer. */
    private @Nullable CountryCode country(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        String upper = code.toUpperCase(Locale.ROOT);
        if (!CountryCode.isValid(upper)) {
            unreadableCodes++;
            return null;
        }
        return new CountryCode(upper);
    }

    private void take(GeoPart part, IpPrefix network) throws GeoFileException {
        if (parts.add(part)) {
            Path owner = owners.putIfAbsent(part, path);
            if (owner != null) {
                throw new GeoFileException(
                        "it holds the "
                                + part
                                + ", and so does `"
                                + owner
                                + "`; leave one of the two out");
            }
        }
        samples.offer(part, network);
    }

    private static void limit(int stretches) throws GeoFileException {
        if (stretches > MAX_STRETCHES) {
            throw new GeoFileException(
                    "it cuts the addresses of a family into more than "
                            + MAX_STRETCHES
                            + " stretches");
        }
    }
}
