package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * As much of a homeserver as a bot sees, with all its memory in this object: it can be stopped and started again, slow down,
 * refuse, and be silent at a given place.
 */
final class FakeHomeserver implements AutoCloseable {

    static final String BOT = "@bot:x";
    static final String TOKEN = "syt_Ym90_secretsecret_0abcde";

    static final String ROOM_WITHOUT_TYPING = "!quiet:x";

    private final ObjectMapper json = new ObjectMapper();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<ObjectNode> events = new ArrayList<>();
    private final Map<String, String> transactions = new HashMap<>();
    private final Map<String, ObjectNode> invites = new HashMap<>();
    private final List<String> joined = new ArrayList<>();
    private final Map<String, Integer> entered = new HashMap<>();
    private final List<String> typing = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int port;
    private HttpServer server;
    private ExecutorService threads;
    private boolean revoked;
    private final List<Long> sends = new ArrayList<>();
    private int sendsTooFast;
    private long retryAfterMillis;
    private int joinsTooFast;
    private boolean joinsUnanswered;
    private int repeats;
    private String swallowed = "";
    private String unconfirmed = "";
    private int syncsTooLarge;
    private int mostToldAtOnce = Integer.MAX_VALUE;

    FakeHomeserver() {
        start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Listens, at its old port if it had one. */
    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fake-homeserver");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Drops all connections; it forgets nothing. */
    void stop() {
        threads.shutdownNow();
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    // What people do

    String says(String room, String person, String text) {
        return says(room, person, text, System.currentTimeMillis());
    }

    String says(String room, String person, String text, long at) {
        ObjectNode content = json.createObjectNode().put("msgtype", "m.text").put("body", text);
        return add(room, person, "m.room.message", content, at);
    }

    String add(String room, String person, String type, ObjectNode content, long at) {
        lock.lock();
        try {
            String id = "$" + events.size();
            ObjectNode event = json.createObjectNode()
                    .put("type", type)
                    .put("event_id", id)
                    .put("sender", person)
                    .put("origin_server_ts", at)
                    .put("room", room);
            event.set("content", content);
            events.add(event);
            news.signalAll();
            return id;
        } finally {
            lock.unlock();
        }
    }

    void encrypt(String room) {
        add(room, "@mum:x", "m.room.encryption", json.createObjectNode(), 0);
    }

    String reacts(String room, String person, String event) {
        ObjectNode content = json.createObjectNode();
        content.putObject("m.relates_to").put("rel_type", "m.annotation").put("event_id", event);
        return add(room, person, "m.reaction", content, System.currentTimeMillis());
    }

    void encrypted(String room) {
        add(room, "@mum:x", "m.room.encrypted", json.createObjectNode(), 0);
    }

    void reads(String room, String person, String event, long at) {
        ObjectNode content = json.createObjectNode();
        content.putObject(event).putObject("m.read").putObject(person).put("ts", at);
        add(room, person, "m.receipt", content, at);
    }

    /** The bot hears nothing of the room until it joins; then it hears what was said before, too. */
    void keepsOut(String room) {
        change(() -> entered.put(room, Integer.MAX_VALUE));
    }

    void invites(String room, String person) {
        change(() -> {
            member(room, person, "invite", "");
            invites.put(room, events.get(events.size() - 1));
        });
    }

    /** Something about the bot's membership. */
    void member(String room, String sender, String now, String before) {
        lock.lock();
        try {
            ObjectNode content = json.createObjectNode().put("membership", now);
            add(room, sender, "m.room.member", content, System.currentTimeMillis());
            ObjectNode event = events.get(events.size() - 1).put("state_key", BOT);
            event.putObject("unsigned").putObject("prev_content").put("membership", before);
        } finally {
            lock.unlock();
        }
    }

    // What goes wrong

    void revokeToken() {
        change(() -> revoked = true);
    }

    /** Refuses that many messages, and wants the next one after that time. */
    void tooFast(int sends, long millis) {
        change(() -> {
            sendsTooFast = sends;
            retryAfterMillis = millis;
        });
    }

    /** Refuses that many joins. */
    void joinsTooFast(int joins) {
        change(() -> joinsTooFast = joins);
    }

    /** Lets nobody into a room, and does not say so, while that is so. */
    void joinsUnanswered(boolean unanswered) {
        change(() -> joinsUnanswered = unanswered);
    }

    /** Takes the next message, or edit of one, in which that is said, and never says so. */
    void swallowAnswerTo(String words) {
        change(() -> swallowed = words);
    }

    /** Takes the next message, or edit of one, in which that is said, and hangs up. */
    void losesAnswerTo(String words) {
        change(() -> unconfirmed = words);
    }

    /** Answers that many syncs with more than anybody reads, unless little is asked for. */
    void tooLarge(int syncs) {
        change(() -> syncsTooLarge = syncs);
    }

    /** Leaves out all but that many of the latest messages of a room. */
    void tellsAtOnce(int most) {
        change(() -> mostToldAtOnce = most);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // What it saw

    /** The messages of the bot as people see them: edits in their places. */
    List<JsonNode> shown(String room) {
        lock.lock();
        try {
            Map<String, JsonNode> shown = new LinkedHashMap<>();
            for (ObjectNode event : events) {
                if (!isSaidByTheBot(event) || !event.path("room").asText().equals(room)) {
                    continue;
                }
                JsonNode content = event.path("content");
                JsonNode edit = content.path("m.new_content");
                if (edit.isMissingNode()) {
                    shown.put(event.path("event_id").asText(), content);
                } else {
                    shown.replace(content.path("m.relates_to").path("event_id").asText(), edit);
                }
            }
            return List.copyOf(shown.values());
        } finally {
            lock.unlock();
        }
    }

    List<String> texts(String room) {
        return shown(room).stream()
                .map(content -> content.path("body").asText())
                .toList();
    }

    /** The bot's events, edits among them. */
    List<JsonNode> sent() {
        lock.lock();
        try {
            return events.stream()
                    .filter(FakeHomeserver::isSaidByTheBot)
                    .map(event -> (JsonNode) event)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<String> joined() {
        lock.lock();
        try {
            return List.copyOf(joined);
        } finally {
            lock.unlock();
        }
    }

    List<String> typing() {
        lock.lock();
        try {
            return List.copyOf(typing);
        } finally {
            lock.unlock();
        }
    }

    long requests(String begin) {
        lock.lock();
        try {
            return requests.stream()
                    .filter(request -> request.startsWith(begin))
                    .count();
        } finally {
            lock.unlock();
        }
    }

    /** How long after one another messages came, refused ones among them. */
    List<Long> nanosBetweenSends() {
        lock.lock();
        try {
            List<Long> between = new ArrayList<>();
            for (int i = 1; i < sends.size(); i++) {
                between.add(sends.get(i) - sends.get(i - 1));
            }
            return between;
        } finally {
            lock.unlock();
        }
    }

    /** How often a message came that was there already. */
    int repeats() {
        lock.lock();
        try {
            return repeats;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is so. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("not within 60 s; shown: " + events);
                }
                news.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    // The protocol

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            Reply reply;
            lock.lock();
            try {
                requests.add(exchange.getRequestMethod() + " " + path);
                news.signalAll();
                reply = reply(exchange, path.substring("/_matrix/client/v3/".length()), body);
            } finally {
                lock.unlock();
            }
            byte[] bytes = reply.body;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, String path, byte[] body) throws IOException, InterruptedException {
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (revoked || !known) {
            return refusal(401, "M_UNKNOWN_TOKEN", 0);
        }
        String[] parts = Stream.of(path.split("/")).map(FakeHomeserver::decoded).toArray(String[]::new);
        Map<String, String> query = query(exchange);
        if (path.equals("account/whoami")) {
            return ok(json.createObjectNode().put("user_id", BOT));
        }
        if (path.equals("sync")) {
            return sync(query);
        }
        if (parts[0].equals("join")) {
            if (joinsUnanswered) {
                silence();
            }
            if (joinsTooFast > 0) {
                joinsTooFast--;
                return refusal(429, "M_LIMIT_EXCEEDED", 50);
            }
            joined.add(parts[1]);
            invites.remove(parts[1]);
            entered.put(parts[1], events.size());
            member(parts[1], BOT, "join", "invite");
            return ok(json.createObjectNode());
        }
        if (parts[0].equals("rooms") && parts[2].equals("send")) {
            return send(parts[1], parts[4], (ObjectNode) json.readTree(body));
        }
        if (parts[0].equals("rooms") && parts[2].equals("typing")) {
            if (parts[1].equals(ROOM_WITHOUT_TYPING)) {
                return refusal(403, "M_FORBIDDEN", 0);
            }
            typing.add(parts[1] + " " + json.readTree(body).path("typing").asBoolean());
            return ok(json.createObjectNode());
        }
        if (parts[0].equals("rooms") && parts[2].equals("messages")) {
            return messages(parts[1], query);
        }
        return refusal(404, "M_UNRECOGNIZED", 0);
    }

    private Reply send(String room, String transaction, ObjectNode content) throws InterruptedException, IOException {
        sends.add(System.nanoTime());
        if (sendsTooFast > 0) {
            sendsTooFast--;
            return refusal(429, "M_LIMIT_EXCEEDED", retryAfterMillis);
        }
        String id = transactions.get(transaction);
        if (id == null) {
            id = add(room, BOT, "m.room.message", content, System.currentTimeMillis());
            transactions.put(transaction, id);
        } else {
            repeats++;
        }
        if (!swallowed.isEmpty() && content.path("body").asText().contains(swallowed)) {
            swallowed = "";
            news.signalAll();
            silence();
        }
        if (!unconfirmed.isEmpty() && content.path("body").asText().contains(unconfirmed)) {
            unconfirmed = "";
            throw new IOException("hung up");
        }
        return ok(json.createObjectNode().put("event_id", id));
    }

    /** Until the server is stopped. */
    private void silence() throws InterruptedException {
        while (true) {
            news.await();
        }
    }

    private Reply sync(Map<String, String> query) throws InterruptedException, IOException {
        int since =
                query.containsKey("since") ? Integer.parseInt(query.get("since").substring(1)) : -1;
        JsonNode filter = json.readTree(query.get("filter")).path("room").path("timeline");
        int most = filter.path("limit").asInt();
        if (syncsTooLarge > 0 && most > 10) {
            syncsTooLarge--;
            return new Reply(200, ("\"" + "x".repeat(9 * 1024 * 1024) + "\"").getBytes(StandardCharsets.UTF_8));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(since < 0 ? 0 : 20);
        while (since >= events.size() && !revoked && end > System.nanoTime()) {
            news.awaitNanos(end - System.nanoTime());
        }
        if (revoked) {
            return refusal(401, "M_UNKNOWN_TOKEN", 0);
        }
        ObjectNode answer = json.createObjectNode().put("next_batch", "s" + events.size());
        ObjectNode rooms = answer.putObject("rooms");
        ObjectNode join = rooms.putObject("join");
        for (int i = 0; i < events.size(); i++) {
            ObjectNode event = events.get(i);
            int enteredAt = entered.getOrDefault(event.path("room").asText(), -1);
            boolean comes = enteredAt >= since && enteredAt < events.size();
            if (enteredAt == Integer.MAX_VALUE || (i < since && !comes)) {
                continue;
            }
            if (!isReceipt(event) && !isWanted(event, filter)) {
                continue;
            }
            ObjectNode room = join.withObject("/" + event.path("room").asText().replace("/", "~1"));
            room.withObject(isReceipt(event) ? "ephemeral" : "timeline")
                    .withArray("events")
                    .add(event);
        }
        join.properties().forEach(room -> cut((ObjectNode) room.getValue(), Math.min(most, mostToldAtOnce)));
        ObjectNode invite = rooms.putObject("invite");
        invites.forEach((room, event) -> {
            if (events.indexOf(event) >= since) {
                invite.putObject(room)
                        .putObject("invite_state")
                        .putArray("events")
                        .add(event);
            }
        });
        return ok(answer);
    }

    private static void cut(ObjectNode room, int most) {
        ArrayNode all = room.withObject("timeline").withArray("events");
        if (all.size() > most) {
            while (all.size() > most) {
                all.remove(0);
            }
            room.withObject("timeline")
                    .put("limited", true)
                    .put(
                            "prev_batch",
                            "p" + all.get(0).path("event_id").asText().substring(1));
        }
    }

    private Reply messages(String room, Map<String, String> query) throws IOException {
        int from =
                query.containsKey("from") ? Integer.parseInt(query.get("from").substring(1)) : events.size();
        int to = query.containsKey("to") ? Integer.parseInt(query.get("to").substring(1)) : 0;
        int limit = Integer.parseInt(query.get("limit"));
        JsonNode filter = json.readTree(query.getOrDefault("filter", "{}"));
        ObjectNode answer = json.createObjectNode();
        ArrayNode chunk = answer.putArray("chunk");
        int at = from;
        while (at > to && chunk.size() < limit) {
            ObjectNode event = events.get(--at);
            if (event.path("room").asText().equals(room) && isWanted(event, filter)) {
                chunk.add(event);
            }
        }
        if (at > to) {
            answer.put("end", "p" + at);
        }
        return ok(answer);
    }

    private static boolean isSaidByTheBot(ObjectNode event) {
        return event.path("sender").asText().equals(BOT)
                && event.path("type").asText().equals("m.room.message");
    }

    private static boolean isReceipt(ObjectNode event) {
        return event.path("type").asText().equals("m.receipt");
    }

    private static boolean isWanted(ObjectNode event, JsonNode filter) {
        boolean named = filter.path("types").isMissingNode();
        for (JsonNode type : filter.path("types")) {
            named |= type.equals(event.path("type"));
        }
        return named && !isReceipt(event);
    }

    private Reply ok(ObjectNode answer) {
        return new Reply(200, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Reply refusal(int status, String code, long retryAfterMillis) {
        ObjectNode answer = json.createObjectNode().put("errcode", code);
        if (retryAfterMillis > 0) {
            answer.put("retry_after_ms", retryAfterMillis);
        }
        return new Reply(status, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                query.put(pair.substring(0, pair.indexOf('=')), decoded(pair.substring(pair.indexOf('=') + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private record Reply(int status, byte[] body) {}
}
