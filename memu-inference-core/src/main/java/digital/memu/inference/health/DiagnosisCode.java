package digital.memu.inference.health;

import java.util.Objects;

/** What a connection test came to; an open value, since kinds of servers may add codes. Immutable and thread-safe. */
public final class DiagnosisCode {

    /** The server is there, is what it should be, and has the model. */
    public static final DiagnosisCode OK = new DiagnosisCode("OK");

    /** The text is no address of a computer. */
    public static final DiagnosisCode URL_INVALID = new DiagnosisCode("URL_INVALID");

    /** The port was left out, and the service is not at port 80. */
    public static final DiagnosisCode PORT_MISSING = new DiagnosisCode("PORT_MISSING");

    /** The address leads where no server of a household is, or to the internet without permission. */
    public static final DiagnosisCode ADDRESS_FORBIDDEN = new DiagnosisCode("ADDRESS_FORBIDDEN");

    /** The name has no address, or nobody said in time which. */
    public static final DiagnosisCode DNS_FAILED = new DiagnosisCode("DNS_FAILED");

    /** The address is this device's own, where another computer was wanted. */
    public static final DiagnosisCode SELF = new DiagnosisCode("SELF");

    /** The computer is on, and nothing listens at the port. */
    public static final DiagnosisCode REFUSED = new DiagnosisCode("REFUSED");

    /** Nothing comes back: off, asleep, or behind a firewall. */
    public static final DiagnosisCode TIMEOUT = new DiagnosisCode("TIMEOUT");

    /** There is no way to the address from here. */
    public static final DiagnosisCode NO_ROUTE = new DiagnosisCode("NO_ROUTE");

    /** The connection is accepted, and then nothing is said. */
    public static final DiagnosisCode SILENT = new DiagnosisCode("SILENT");

    /** The server's certificate is not trusted here. */
    public static final DiagnosisCode TLS_UNTRUSTED = new DiagnosisCode("TLS_UNTRUSTED");

    /** http was spoken where https is wanted, or the reverse. */
    public static final DiagnosisCode TLS_MISMATCH = new DiagnosisCode("TLS_MISMATCH");

    /** The server refuses the caller, or the name it was called by. */
    public static final DiagnosisCode FORBIDDEN = new DiagnosisCode("FORBIDDEN");

    /** The server asks for a sign-in. */
    public static final DiagnosisCode AUTH = new DiagnosisCode("AUTH");

    /** The server sends callers on to another address; nobody followed. */
    public static final DiagnosisCode REDIRECT = new DiagnosisCode("REDIRECT");

    /** Another service answers. */
    public static final DiagnosisCode WRONG_SERVICE = new DiagnosisCode("WRONG_SERVICE");

    /** What answers is a web page, or does not speak as the service does. */
    public static final DiagnosisCode NOT_JSON = new DiagnosisCode("NOT_JSON");

    /** The path is not known there. */
    public static final DiagnosisCode NOT_FOUND = new DiagnosisCode("NOT_FOUND");

    /** More bytes came than any such answer has. */
    public static final DiagnosisCode RESPONSE_TOO_LARGE = new DiagnosisCode("RESPONSE_TOO_LARGE");

    /** The server said that it failed, or broke off. */
    public static final DiagnosisCode SERVER_ERROR = new DiagnosisCode("SERVER_ERROR");

    /** The server has too much to do at the moment. */
    public static final DiagnosisCode BUSY = new DiagnosisCode("BUSY");

    /** The server is right, and took long to answer. */
    public static final DiagnosisCode SLOW_START = new DiagnosisCode("SLOW_START");

    /** The server is right, and old: it has known faults. */
    public static final DiagnosisCode VERSION_OLD = new DiagnosisCode("VERSION_OLD");

    /** The server is right, and does not have the model. */
    public static final DiagnosisCode MODEL_MISSING = new DiagnosisCode("MODEL_MISSING");

    /** The model is only a name for one that runs in the internet. */
    public static final DiagnosisCode MODEL_CLOUD = new DiagnosisCode("MODEL_CLOUD");

    /** The model does not fit into the machine's memory, or only a part of it into the graphics card's. */
    public static final DiagnosisCode MODEL_TOO_BIG = new DiagnosisCode("MODEL_TOO_BIG");

    /** Immich's machine learning is there, and does not understand requests as Immich sends them. */
    public static final DiagnosisCode ML_VERSION_DIFF = new DiagnosisCode("ML_VERSION_DIFF");

    private final String name;

    private DiagnosisCode(String name) {
        this.name = Objects.requireNonNull(name);
    }

    /** The code of this name, in capitals and underscores. */
    public static DiagnosisCode of(String name) {
        return new DiagnosisCode(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiagnosisCode that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name, for programs and for those who ask for help. */
    @Override
    public String toString() {
        return name;
    }
}
