package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.Refusal;
import dev.sallyport.agent.target.SafeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which an agent keeps what it knows of one target: {@code state}, {@code
 * status.json} and {@code lock}. One agent at a time; files are replaced whole.
 */
public final class StateFolder implements AutoCloseable {

    /** The folder cannot be used. */
    public static final class StateException extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        StateException(String code, String detail, String hint) {
            super(detail);
            refusal = new Refusal(code, detail, hint);
        }

        /** Returns why. */
        public Refusal refusal() {
            return refusal;
        }
    }

    private static final Pattern LAST_SUCCESS =
            Pattern.compile("\"lastSuccess\":\"([^\"]{1,40})\"");

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private StateFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens a folder, making it if it is not there, and keeps others out until it is closed.
     *
     * @throws StateException if it cannot be made, or another agent is at work
     */
    public static StateFolder open(Path folder) throws StateException {
        try {
            Path _ = Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = locked(channel);
            if (lock == null) {
                channel.close();
                throw new StateException(
                        "sync.busy", "another agent works with `" + folder + "`", "");
            }
            return new StateFolder(folder, channel, lock);
        } catch (IOException failed) {
            throw new StateException(
                    "sync.state-unwritable", "`" + folder + "` cannot be written", "");
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /**
     * Returns what is known of a target.
     *
     * @throws StateException if the file cannot be understood, or is about another target
     */
    public AgentState read(String target) throws StateException {
        Path file = folder.resolve("state");
        AgentState state;
        try {
            if (!Files.exists(file)) {
                return AgentState.first(target);
            }
            state = StateText.read(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new StateException(
                    "sync.state-unreadable",
                    "the state in `" + folder + "` cannot be understood",
                    "move it away: the target is then taken over as it is, and nothing is removed"
                            + " before the grace is over");
        }
        if (!state.target().equals(target)) {
            throw new StateException(
                    "sync.other-target",
                    "the state in `" + folder + "` is about another target",
                    "give each target a folder of its own");
        }
        return state;
    }

    /**
     * Keeps a state.
     *
     * @throws StateException if it cannot be written
     */
    public void write(AgentState state) throws StateException {
        put("state", StateText.write(state), true);
    }

    /**
     * Keeps a status for whoever watches the agent.
     *
     * @throws StateException if it cannot be written
     */
    public void writeStatus(byte[] json) throws StateException {
        put("status.json", json, false);
    }

    /** Returns when a round last went well by the status that is there; nothing if none did. */
    public Optional<Instant> lastSuccess() {
        try {
            Matcher found = LAST_SUCCESS.matcher(Files.readString(folder.resolve("status.json")));
            return found.find() ? Optional.of(Instant.parse(found.group(1))) : Optional.empty();
        } catch (IOException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private void put(String name, byte[] bytes, boolean isPrivate) throws StateException {
        try {
            SafeFile.replace(folder.resolve(name), bytes, isPrivate);
        } catch (IOException failed) {
            throw new StateException(
                    "sync.state-unwritable", "`" + folder + "` cannot be written", "");
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest.
        }
    }
}
