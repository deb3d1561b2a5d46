package dev.sallyport.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build as the jar's manifest states it, or `unpackaged` outside a jar. */
final class SallyportVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = SallyportVersion.class.getPackage().getImplementationVersion();
        return new String[] {"sallyport " + (version == null ? "unpackaged" : version)};
    }
}
