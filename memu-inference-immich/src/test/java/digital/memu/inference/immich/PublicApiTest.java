package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that users can call, as a text under review in {@code api/}: a change of the API shows in the diff.
 *
 * <p>{@code -Dapi.update=true} writes the texts anew.
 */
class PublicApiTest {

    private static final Path TEXTS = Path.of("..", "api");

    static Stream<String> published() {
        return Stream.of(
                "memu-inference-core",
                "memu-inference-immich",
                "memu-inference-immich-testing",
                "memu-inference-ollama",
                "memu-inference-ollama-testing",
                "memu-inference-setup",
                "memu-inference-testing",
                "memu-inference-tools");
    }

    @ParameterizedTest
    @MethodSource("published")
    void theApiIsTheOneUnderReview(String module) throws IOException {
        Path text = TEXTS.resolve(module + ".txt");
        String now = describe(Path.of("..", module, "target", "classes"));
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(TEXTS);
            Files.writeString(text, now);
        }

        assertThat(now)
                .as("The public API differs from %s. Intended? Run the tests with -Dapi.update=true.", text)
                .isEqualTo(Files.readString(text));
    }

    @ParameterizedTest
    @MethodSource("published")
    void noForeignTypeIsPartOfIt(String module) throws IOException {
        assertThat(Files.readString(TEXTS.resolve(module + ".txt")))
                .doesNotContain("jackson", "failsafe", "java.net.http", ".internal.");
    }

    private static String describe(Path classes) throws IOException {
        Set<String> exported = exported(classes);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPath(classes).stream()
                        .filter(type -> exported.contains(type.getPackageName()))
                        .map(JavaClass::reflect)
                        .filter(PublicApiTest::visible)
                        .sorted(Comparator.comparing(Class::getName))
                        .map(PublicApiTest::describe)
                        .collect(Collectors.joining("\n"));
    }

    private static Set<String> exported(Path classes) throws IOException {
        try (var descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }

    private static boolean visible(Class<?> type) {
        for (Class<?> t = type; t != null; t = t.getEnclosingClass()) {
            if (!visible(t.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isSynthetic();
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> visible(field.getModifiers()) && !field.isSynthetic())
                                .map(PublicApiTest::describe),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(made -> visible(made.getModifiers()) && !made.isSynthetic())
                                .map(PublicApiTest::describe),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> visible(method.getModifiers()) && !method.isSynthetic())
                                .map(PublicApiTest::describe))
                .flatMap(lines -> lines)
                .sorted()
                .map(line -> "  " + line + "\n");
        return head(type) + " {\n" + members.collect(Collectors.joining()) + "}\n";
    }

    private static String head(Class<?> type) {
        StringBuilder head = new StringBuilder(words(type.getModifiers() & ~Modifier.INTERFACE));
        head.append(type.isEnum() ? "enum " : type.isInterface() ? "interface " : "class ")
                .append(type.getName());
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class && !type.isEnum()) {
            head.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        List<String> interfaces = Arrays.stream(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .toList();
        return interfaces.isEmpty() ? head.toString() : head + " implements " + String.join(", ", interfaces);
    }

    private static String describe(Field field) {
        return words(field.getModifiers()) + type(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String describe(Constructor<?> made) {
        return words(made.getModifiers()) + "new" + parameters(made);
    }

    private static String describe(Method method) {
        int modifiers = method.getModifiers() & ~(Modifier.VOLATILE | Modifier.TRANSIENT | Modifier.NATIVE);
        return words(modifiers) + (method.isDefault() ? "default " : "") + type(method.getAnnotatedReturnType()) + " "
                + method.getName() + parameters(method);
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(PublicApiTest::type)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String type(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }

    private static String words(int modifiers) {
        String words = Modifier.toString(modifiers & ~(Modifier.SYNCHRONIZED | Modifier.ABSTRACT | Modifier.STRICT));
        return words.isEmpty() ? "" : words + " ";
    }
}
