package dev.sallyport.cli.log;

/** Takes the lines of logs, one after the other. */
public interface LineHandler {

    /** Takes a line that tells of a request; the object is filled again for the next line. */
    void request(LogLine line);

    /**
     * Takes a line that does not.
     *
     * @param number the number of the line in its log, from 1
     * @param fault why
     * @param bytes what the line is part of; not to be kept
     * @param from where it begins
     * @param to where it ends, exclusive; of a line that is too long only the beginning is there
     */
    void unparsed(long number, LineFault fault, byte[] bytes, int from, int to);

    /**
     * Is told now and then how far the log is read.
     *
     * @param position how many bytes of the source, as they are stored
     * @param lines how many lines
     */
    void progress(long position, long lines);
}
