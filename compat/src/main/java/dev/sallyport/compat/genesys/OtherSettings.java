package dev.sallyport.compat.genesys;

/** What is done about settings that this program does not keep. */
public enum OtherSettings {
    /** A value other than the one that is answered is a fault: nobody is told that it was saved. */
    REFUSED,
    /** Any value is passed over, as in the settings of an organisation that moves here. */
    SKIPPED
}
