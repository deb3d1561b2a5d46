package dev.sallyport.cli.region;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.egress.feed.FeedContent;
import dev.sallyport.egress.feed.FeedFormat;
import dev.sallyport.egress.feed.FeedGuard;
import dev.sallyport.egress.feed.FeedLimits;
import dev.sallyport.egress.feed.FeedObjection;
import dev.sallyport.egress.feed.FeedReader;
import dev.sallyport.egress.feed.FeedReading;
import dev.sallyport.egress.feed.FeedSelector;
import dev.sallyport.egress.region.LoadedFeed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/* Feeds in files, as they are named on a command line: `FILE` or `PROVIDER=FILE`; gzip is unpacked. */
final class FeedFiles {

    private static final FeedLimits LIMITS = FeedLimits.DEFAULT;

    private FeedFiles() {}

    /**
     * Returns what the files hold.
     *
     * @param odd told what is odd about a file that can be used all the same
     * @throws CommandFailure if any of them cannot be used; all faults are named
     */
    static List<LoadedFeed> read(List<String> arguments, Consumer<String> odd) {
        List<LoadedFeed> feeds = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            boolean named = equals > 0 && FeedSelector.isProvider(argument.substring(0, equals));
            Path file = Path.of(named ? argument.substring(equals + 1) : argument);
            try {
                switch (FeedReader.read(bytes(file), null, LIMITS)) {
                    case FeedReading.Read(FeedContent content) -> {
                        String provider =
                                named ? argument.substring(0, equals) : provider(file, content);
                        for (FeedObjection objection : FeedGuard.judge(null, content, LIMITS)) {
                            odd.accept("`" + file + "`: " + objection);
                        }
                        feeds.add(new LoadedFeed(provider, content));
                    }
                    case FeedReading.Refused(List<FeedObjection> objections) ->
                            objections.forEach(
                                    objection -> faults.add("`" + file + "`: " + objection));
                }
            } catch (IOException unreadable) {
                faults.add("`" + file + "` cannot be read: " + reason(unreadable));
            }
        }
        if (!faults.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.FAILURE, faults.getFirst(), faults.subList(1, faults.size()));
        }
        return feeds;
    }

    private static String reason(IOException unreadable) {
        String type = unreadable.getClass().getSimpleName();
        return type.equals("NoSuchFileException")
                ? "there is no such file"
                : String.valueOf(unreadable.getMessage());
    }

    /* Opened once, for it may be a pipe. One byte more than allowed is read, so that the reader can say that it is too long. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            byte[] start = in.readNBytes(2);
            in.reset();
            boolean isGzip = start.length == 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
            InputStream plain = isGzip ? new GZIPInputStream(in) : in;
            return plain.readNBytes(LIMITS.maxBytes() + 1);
        }
    }

    /* A format that is one provider's names it; of others the name of the file does, up to the first dot. */
    private static String provider(Path file, FeedContent content) {
        FeedFormat format = content.format();
        return switch (format) {
            case AWS, GOOGLE, AZURE, GITHUB, ORACLE, OKTA, ATLASSIAN, FASTLY, DATADOG, ZSCALER ->
                    format.word();
            case SALLYPORT, SOURCE_IPS, GEOFEED, TEXT -> {
                String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
                int dot = name.indexOf('.');
                yield dot > 0 ? name.substring(0, dot) : name;
            }
        };
    }
}
