package digital.memu.inference.example.cli;

import picocli.CommandLine.Option;

/** How a command prints its data. */
final class Format {

    @Option(names = "--json", description = "Print JSON: one document, or one object a line where things happen.")
    boolean json;
}
