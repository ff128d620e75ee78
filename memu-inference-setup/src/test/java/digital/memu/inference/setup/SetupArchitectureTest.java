package digital.memu.inference.setup;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.channels.SocketChannel;
import java.time.Instant;

/** The connection test reaches the network by one way only, and knows no kind of server by itself. */
@AnalyzeClasses(packages = "digital.memu.inference.setup", importOptions = ImportOption.DoNotIncludeTests.class)
class SetupArchitectureTest {

    @ArchTest
    static final ArchRule NOTHING_IS_DIALLED_PAST_THE_CORES_TRANSPORT = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http.."))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Socket.class, ServerSocket.class, SocketChannel.class, URL.class);

    @ArchTest
    static final ArchRule NO_KIND_OF_SERVER_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("digital.memu.inference.ollama..", "com.fasterxml.."));

    @ArchTest
    static final ArchRule WHOEVER_WAITS_ASKS_THE_TIME_SEAM = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_ARE_FINAL =
            classes().that().arePublic().and().areNotInterfaces().should().haveModifier(JavaModifier.FINAL);
}
