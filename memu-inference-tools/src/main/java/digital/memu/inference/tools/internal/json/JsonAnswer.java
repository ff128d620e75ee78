package digital.memu.inference.tools.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as models write it into their answers, and as they read it. */
public final class JsonAnswer {

    // Field names are the model's: the JVM's table of strings is not theirs to fill.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    // A brace alone may stand in any text; a brace before a name, or an empty pair, is JSON.
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*[\"}]");
    private static final Pattern ANOTHER = Pattern.compile("\\{\\s*\"");

    private JsonAnswer() {}

    /**
     * The one object in an answer; a Markdown fence or words around it do not matter.
     *
     * @throws IOException if there is none, it is broken, or there are several; the message does not repeat the answer
     */
    public static Map<String, @Nullable Object> object(String answer) throws IOException {
        Matcher begin = OBJECT.matcher(answer);
        if (!begin.find()) {
            throw new IOException("is not a JSON object");
        }
        // Never from a later brace: in an answer that was cut, that would be a part taken for the whole.
        String text = answer.substring(begin.start());
        try (JsonParser parser = FACTORY.createParser(new StringReader(text))) {
            parser.nextToken();
            Map<String, @Nullable Object> object = JsonTree.object(parser);
            int end = (int) parser.currentLocation().getCharOffset();
            if (ANOTHER.matcher(text).region(end, text.length()).find()) {
                throw new IOException("has more than one JSON object");
            }
            return object;
        } catch (JsonEOFException e) {
            throw new IOException("is JSON that ends too early");
        } catch (JsonProcessingException e) {
            throw new IOException("is broken JSON" + place(e.getLocation()));
        }
    }

    /** Never Jackson's own words, which repeat the text. */
    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr() + " of the object";
    }

    /**
     * A value as JSON.
     *
     * @throws IllegalArgumentException if it is none that JSON knows, or lies too deep
     */
    public static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            JsonTree.write(out, value);
        } catch (IOException e) {
            // Memory does not fail: the tree is too deep, or turns in a circle.
            throw new IllegalArgumentException("A value cannot be written as JSON: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
