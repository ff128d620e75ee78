package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a body as Go's decoder does, with its words for what is wrong. */
final class Decoder {

    static final String TOO_LONG = "the input length exceeds the context length";

    private static final Pattern CONTROL = Pattern.compile("CTRL-CHAR, code (\\d+)");

    private final String type;
    private final Map<String, String> fields;

    /**
     * A decoder of one type.
     *
     * @param type its name in Go, such as {@code ChatRequest}
     * @param fields names of fields and their types in Go
     */
    Decoder(String type, Map<String, String> fields) {
        this.type = type;
        this.fields = fields;
    }

    JsonNode decode(RecordedRequest request) throws Refusal {
        if (request.bytes().length == 0) {
            throw new Refusal(400, "missing request body");
        }
        JsonNode json = request.json().isMissingNode() ? read(request.bytes()) : request.json();
        if (!json.isObject()) {
            throw new Refusal(400, "json: cannot unmarshal " + kind(json) + " into Go value of type api." + type);
        }
        for (Map.Entry<String, String> field : fields.entrySet()) {
            check(field.getKey(), field.getValue(), json.path(field.getKey()));
        }
        return json;
    }

    private static JsonNode read(byte[] body) throws Refusal {
        try {
            return Json.read(body);
        } catch (JsonEOFException e) {
            throw new Refusal(400, "unexpected EOF");
        } catch (JsonParseException e) {
            throw new Refusal(400, "invalid character '" + culprit(e, body) + "' looking for beginning of value");
        } catch (IOException e) {
            throw new Refusal(400, "invalid character in body");
        }
    }

    private static String culprit(JsonParseException e, byte[] body) {
        Matcher control = CONTROL.matcher(String.valueOf(e.getOriginalMessage()));
        if (control.find()) {
            return String.format("\\x%02x", Integer.parseInt(control.group(1)));
        }
        int offset = (int) Math.max(0, e.getLocation().getByteOffset());
        return new String(body, Math.min(offset, body.length - 1), 1, StandardCharsets.ISO_8859_1);
    }

    private void check(String name, String goType, JsonNode value) throws Refusal {
        boolean fits = switch (goType) {
            case "string" -> value.isTextual();
            case "bool" -> value.isBoolean();
            case "int" -> value.isIntegralNumber();
            case "map[string]interface {}" -> value.isObject();
            default -> value.isArray();
        };
        if (!fits && !value.isMissingNode() && !value.isNull()) {
            throw new Refusal(
                    400,
                    "json: cannot unmarshal " + kind(value) + " into Go struct field " + type + "." + name + " of type "
                            + goType);
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
