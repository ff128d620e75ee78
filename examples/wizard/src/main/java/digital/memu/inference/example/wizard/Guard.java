package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.page.MessagePage;
import digital.memu.inference.example.wizard.security.Gate;
import digital.memu.inference.example.wizard.security.Hosts;
import digital.memu.inference.example.wizard.security.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Optional;

/** Stands before every page: the right host, a browser that was let in, a form of our own. */
final class Guard {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String SESSION = "session";

    private final Gate gate;
    private final Hosts hosts;

    Guard(Gate gate, Hosts hosts) {
        this.gate = gate;
        this.hosts = hosts;
    }

    void add(RoutesConfig routes) {
        routes.before(Guard::headers);
        routes.before(this::admit);
    }

    /** The session of a request that was let in. */
    static Session session(Context ctx) {
        Session session = ctx.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("nobody was let in");
        }
        return session;
    }

    private static void headers(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
    }

    private void admit(Context ctx) {
        if (!hosts.allow(ctx.header("Host"))) {
            refuse(ctx, HttpStatus.MISDIRECTED_REQUEST, "host");
            return;
        }
        if (Assets.has(ctx.path()) || ctx.path().equals(Health.PATH)) {
            return;
        }
        Optional<Session> session = gate.session(ctx.cookie(cookie(ctx)));
        String key = ctx.queryParam("key");
        if (key != null && ctx.method().equals(HandlerType.GET)) {
            session.or(() -> gate.open(key)).ifPresentOrElse(open -> enter(ctx, open), () -> locked(ctx));
        } else if (session.isEmpty()) {
            locked(ctx);
        } else if (ctx.method().equals(HandlerType.POST) && !session.get().made(ctx.formParam("token"))) {
            refuse(ctx, HttpStatus.FORBIDDEN, "token");
        } else {
            ctx.attribute(SESSION, session.get());
        }
    }

    /**
     * The key goes out of the address at once: by a page, since browsers send no strict cookie after a redirect that began
     * at another site, such as a chat in which somebody passed the address on.
     */
    private static void enter(Context ctx, Session open) {
        ctx.cookie(new Cookie(cookie(ctx), open.id(), "/", -1, false, true, null, SameSite.STRICT));
        ctx.html(MessagePage.onwards(Wizard.words(ctx)));
        ctx.skipRemainingHandlers();
    }

    /** Browsers do not keep the cookies of two ports apart. */
    private static String cookie(Context ctx) {
        return "memu_setup_" + ctx.req().getLocalPort();
    }

    private static void locked(Context ctx) {
        refuse(ctx, HttpStatus.FORBIDDEN, "forbidden");
    }

    private static void refuse(Context ctx, HttpStatus status, String key) {
        ctx.status(status).html(MessagePage.of(Wizard.words(ctx), key, false));
        ctx.skipRemainingHandlers();
    }
}
