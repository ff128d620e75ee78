package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.health.FoundService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows services that people take for another one, by what they say at fixed paths. */
final class Strangers {

    /** No page that is looked at for a name needs more. */
    static final int PAGE = 64 * 1024;

    private static final String IMMICH_ML = "Immich ML";
    private static final String OLLAMA = "Ollama";

    /** Services that a household's settings have a field for, whether or not their module is there. */
    private static final Set<String> OURS = Set.of(OLLAMA, IMMICH_ML);

    /** A name, where to ask, and the words that only this service says there. */
    private record Sign(String name, String path, Pattern words) {}

    private static final List<Sign> SIGNS = List.of(
            sign(IMMICH_ML, "/", "^\\s*\\{\\s*\"message\"\\s*:\\s*\"Immich ML\""),
            sign(OLLAMA, "/", "^\\s*Ollama is running"),
            sign("LM Studio", "/", "\"Unexpected endpoint or method\\."),
            sign("Open WebUI", "/", "<title>[^<]{0,80}Open WebUI"),
            sign("Immich", "/", "<title>[^<]{0,80}Immich"),
            sign("Immich", "/api/server/ping", "^\\s*\\{\\s*\"res\"\\s*:\\s*\"pong\""));

    private final Site site;

    Strangers(Site site) {
        this.site = site;
    }

    /** The other service at this address, if it is a known one. */
    Optional<Stranger> find() {
        for (ServerKind other : site.plan().kinds()) {
            Optional<FoundService> found =
                    other.name().equals(site.plan().kind().name()) ? Optional.empty() : site.find(other, site.root());
            if (found.isPresent()) {
                return Optional.of(new Stranger(found.get().toString(), true));
            }
        }
        Visitor visitor = site.visitor(site.root());
        String asked = "";
        String answer = "";
        for (Sign sign : SIGNS) {
            if (!sign.path.equals(asked)) {
                asked = sign.path;
                answer = visitor.tryGet(asked, PAGE).map(Visit.Answer::text).orElse("");
            }
            boolean wanted = sign.name.equals(site.plan().kind().name());
            if (!wanted && sign.words.matcher(answer).find()) {
                return Optional.of(new Stranger(sign.name, OURS.contains(sign.name)));
            }
        }
        return Optional.empty();
    }

    private static Sign sign(String name, String path, String words) {
        return new Sign(name, path, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    /**
     * Another service.
     *
     * @param ours whether settings have a field for it, so that two fields may have been exchanged
     */
    record Stranger(String name, boolean ours) {}
}
