package digital.memu.inference.example.guides;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is usually behind each diagnosis, in the order of the guide. */
final class UsualCauses {

    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("OK", "Nothing is wrong.");
        ALL.put(
                "URL_INVALID",
                "The value that a server listens with was pasted (`0.0.0.0`), or a blank, or a name and password.");
        ALL.put("PORT_MISSING", "`http://` without a port means port 80.");
        ALL.put("ADDRESS_FORBIDDEN", "A slip of the keyboard, or an address that no server at home has.");
        ALL.put("DNS_FAILED", "A `.local` name, a Windows name or a MagicDNS name, asked for inside a container.");
        ALL.put("SELF", "The hub’s own address was entered.");
        ALL.put(
                "REFUSED",
                "The server does not run, nobody has signed in to the PC, or it listens to its own machine only.");
        ALL.put(
                "TIMEOUT",
                "The PC is off or asleep; or its firewall, Tailscale’s “allow incoming connections”, or an access rule drops the packets.");
        ALL.put(
                "NO_ROUTE",
                "A guest Wi-Fi, Tailscale switched off, or a Docker network with the same addresses as the home network.");
        ALL.put("SILENT", "The machine is awake and the service has just started, or hangs.");
        ALL.put("TLS_UNTRUSTED", "A certificate that its owner made himself.");
        ALL.put("TLS_MISMATCH", "The wrong one of `http` and `https`.");
        ALL.put(
                "FORBIDDEN",
                "`tailscale serve` or another proxy in front of an Ollama that listens to its own machine only.");
        ALL.put("AUTH", "Open WebUI or a proxy with a sign-in answers, not the server itself.");
        ALL.put("REDIRECT", "A proxy that sends `http` on to `https`, or the sign-in page of a guest network.");
        ALL.put(
                "WRONG_SERVICE",
                "The two addresses were swapped, or the port is Immich’s own (2283) or LM Studio’s (1234).");
        ALL.put("NOT_JSON", "The page of a router, a web interface, or Memu’s own chat.");
        ALL.put("NOT_FOUND", "A path was pasted with the address, such as `/api` or `/v1`.");
        ALL.put("RESPONSE_TOO_LARGE", "Not the service at all, or a hostile one.");
        ALL.put("SERVER_ERROR", "The server failed, or a proxy in front of it has lost it.");
        ALL.put("BUSY", "Its queue is full, or a proxy limits the rate.");
        ALL.put("SLOW_START", "A model is being loaded.");
        ALL.put("ML_VERSION_DIFF", "Immich and its machine learning have different versions.");
        ALL.put("VERSION_OLD", "Ollama before 0.17.1: CVE-2026-7482.");
        ALL.put("MODEL_MISSING", "The model was not fetched on *that* computer.");
        ALL.put(
                "MODEL_CLOUD",
                "The model’s name ends in `:cloud` or `-cloud`, or the server says that it runs elsewhere.");
        ALL.put("MODEL_TOO_BIG", "The model needs more memory than the graphics card has.");
    }

    private UsualCauses() {}

    static Map<String, String> all() {
        return ALL;
    }
}
