package digital.memu.inference.setup;

import digital.memu.inference.backend.Visit;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import digital.memu.inference.setup.Strangers.Stranger;
import digital.memu.inference.setup.Visitor.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an answer means that the service would not give. */
final class Refusal {

    private static final Pattern SIGN_IN =
            Pattern.compile("(?i)[/?&._-](log-?in|sign-?in|auth|sso|oauth2?|saml|account)");
    private static final Pattern PASSWORD = Pattern.compile("(?i)type\\s*=\\s*[\"']?password");

    /** What Go, nginx and Apache say to http at a port for https. */
    private static final Pattern WANTS_TLS =
            Pattern.compile("(?i)http request (to an https|was sent to https)|plain http to an ssl-enabled");

    private final Site site;

    Refusal(Site site) {
        this.site = site;
    }

    Finding of(Reply reply) {
        Visit.Answer answer = reply.answer();
        int status = answer.status();
        site.run().note("status", status);
        site.run().note("type", printable(answer.contentType()));
        if (status >= 300 && status < 400) {
            return redirect(reply.location());
        }
        if (status == 400 && WANTS_TLS.matcher(answer.text()).find()) {
            return Finding.of(DiagnosisCode.TLS_MISMATCH, "HTTPS")
                    .write(Addresses.otherScheme(site.address()).toString());
        }
        return switch (status) {
            case 401, 407 -> site.usually(Finding.of(DiagnosisCode.AUTH));
            case 403 -> Finding.of(DiagnosisCode.FORBIDDEN, answer.text().isBlank() ? "" : "WORDS");
            case 429, 503 -> Finding.of(DiagnosisCode.BUSY);
            default -> status >= 500 ? Finding.of(DiagnosisCode.SERVER_ERROR) : foreign(answer);
        };
    }

    /** The server would serve, and does not serve this: the path is wrong, or it is another service. */
    private Finding foreign(Visit.Answer answer) {
        if (!site.address().path().isEmpty()
                && site.find(site.plan().kind(), site.root()).isPresent()) {
            return Finding.of(DiagnosisCode.NOT_FOUND, "PATH").write(site.root().toString());
        }
        Optional<Stranger> stranger = new Strangers(site).find();
        if (stranger.isPresent()) {
            return stranger(stranger.get());
        }
        if (isPage(answer)) {
            return site.usually(
                    Finding.of(PASSWORD.matcher(answer.text()).find() ? DiagnosisCode.AUTH : DiagnosisCode.NOT_JSON));
        }
        if (answer.status() == 404) {
            return site.usually(Finding.of(DiagnosisCode.NOT_FOUND));
        }
        boolean json = answer.text().stripLeading().startsWith("{");
        return site.usually(
                json ? Finding.of(DiagnosisCode.WRONG_SERVICE, "UNKNOWN") : Finding.of(DiagnosisCode.NOT_JSON));
    }

    private Finding stranger(Stranger stranger) {
        site.run().note("service", stranger.name());
        return stranger.ours()
                ? Finding.of(DiagnosisCode.WRONG_SERVICE, "SWAP")
                        .about(stranger.name())
                        .click(Repair.Kind.SWAP)
                : Finding.of(DiagnosisCode.WRONG_SERVICE).about(stranger.name());
    }

    /** Nobody follows: where it leads is only told, and offered where it is the same machine. */
    private Finding redirect(String location) {
        if (SIGN_IN.matcher(location).find()) {
            return site.usually(Finding.of(DiagnosisCode.AUTH));
        }
        Optional<HostAddress> target = absolute(location);
        target.ifPresent(to -> site.run().note("redirect", to));
        if (target.isEmpty() || target.get().equals(site.root())) {
            return new Strangers(site)
                    .find()
                    .map(this::stranger)
                    .orElseGet(() -> site.usually(Finding.of(DiagnosisCode.NOT_JSON)));
        }
        return target.get().host().equals(site.address().host())
                ? Finding.of(DiagnosisCode.REDIRECT).write(target.get().toString())
                : Finding.of(DiagnosisCode.REDIRECT, "ELSEWHERE")
                        .about(target.get().hostAndPort());
    }

    /** Scheme, host and port of a target; empty where it is on the same server. */
    private static Optional<HostAddress> absolute(String location) {
        String lower = location.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.empty();
        }
        int end = location.length();
        for (char sign : new char[] {'?', '#'}) {
            int at = location.indexOf(sign);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        try {
            return Optional.of(Addresses.root(HostAddress.parse(location.substring(0, end))));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    private static boolean isPage(Visit.Answer answer) {
        String text = answer.text().stripLeading().toLowerCase(Locale.ROOT);
        return answer.contentType().contains("html") || text.startsWith("<") || text.contains("<html");
    }

    private static String printable(String type) {
        return type.matches("[a-z0-9.+/-]{1,60}") ? type : "?";
    }
}
