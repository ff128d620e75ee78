package digital.memu.inference.immich.testing;

/** The routes of the service. */
final class Endpoints {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String OPENAPI =
            "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"FastAPI\",\"version\":\"0.1.0\"},"
                    + "\"paths\":{\"/\":{},\"/ping\":{},\"/predict\":{}}}";

    private final Prediction prediction;

    Endpoints(Service service) {
        this.prediction = new Prediction(service);
    }

    Reply answer(RecordedRequest request, Worker worker) throws WorkerDied {
        return switch (request.path()) {
            case "/" -> get(request, Reply.json(200, "{\"message\":\"Immich ML\"}"));
            case "/ping" -> get(request, Reply.text("pong"));
            case "/predict" ->
                request.method().equals("POST") ? prediction.answer(request, worker) : Reply.notAllowed("POST");
            case "/docs", "/redoc" -> get(request, Reply.of(200, HTML, "<!DOCTYPE html><title>FastAPI</title>"));
            case "/openapi.json" -> get(request, Reply.json(200, OPENAPI));
            default -> Reply.detail(404, "Not Found");
        };
    }

    private static Reply get(RecordedRequest request, Reply reply) {
        return request.method().equals("GET") ? reply : Reply.notAllowed("GET");
    }
}
