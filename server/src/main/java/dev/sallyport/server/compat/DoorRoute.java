package dev.sallyport.server.compat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One operation of a door.
 *
 * @param method the HTTP method
 * @param path the whole path below the door
 * @param isPublic whether it is open to callers without a token
 * @param mediaTypes the types of body it reads, without parameters; empty for one without a body,
 *     or one that looks at the type itself
 * @param handler what answers
 */
public record DoorRoute(
        String method, Pattern path, boolean isPublic, List<String> mediaTypes, Handler handler) {

    /** Answers a call. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Returns the answer.
         *
         * @param groups the groups of the path's pattern
         * @throws dev.sallyport.server.web.RefusedException if the call is refused
         * @throws IOException if the body cannot be read
         */
        DoorAnswer answer(DoorCall call, MatchResult groups) throws IOException;
    }

    /** Copies the types. */
    public DoorRoute {
        mediaTypes = List.copyOf(mediaTypes);
    }

    /** Returns an operation for callers with a token. */
    public static DoorRoute of(String method, String path, List<String> types, Handler handler) {
        return new DoorRoute(method, Pattern.compile(path), false, types, handler);
    }

    /** Returns an operation for everybody. */
    public static DoorRoute open(String method, String path, Handler handler) {
        return new DoorRoute(method, Pattern.compile(path), true, List.of(), handler);
    }
}
