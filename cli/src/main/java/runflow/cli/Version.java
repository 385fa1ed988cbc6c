package runflow.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String packaged = Main.class.getPackage().getImplementationVersion();
    return new String[] {"runflow " + (packaged == null ? "(not packaged)" : packaged)};
  }
}
