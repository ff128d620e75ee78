package digital.memu.inference;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Instant;
import java.util.Set;

/** The rooms of the core and the doors between them, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "digital.memu.inference", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "digital.memu.inference";

    @ArchTest
    static final ArchRule ROOMS_USE_ONLY_ROOMS_ABOVE_THEM = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("route")
            .definedBy(ROOT + ".route")
            .layer("failure")
            .definedBy(ROOT + ".failure")
            .layer("config")
            .definedBy(ROOT + ".config")
            .layer("health")
            .definedBy(ROOT + ".health")
            .layer("chat")
            .definedBy(ROOT + ".chat")
            .layer("embedding")
            .definedBy(ROOT + ".embedding")
            .layer("photo")
            .definedBy(ROOT + ".photo")
            .layer("backend")
            .definedBy(ROOT + ".backend")
            .layer("time")
            .definedBy(ROOT + ".internal.time")
            .layer("http")
            .definedBy(ROOT + ".internal.http")
            .layer("async")
            .definedBy(ROOT + ".internal.async")
            .layer("routing")
            .definedBy(ROOT + ".internal.routing")
            .layer("door")
            .definedBy(ROOT)
            .whereLayer("failure")
            .mayOnlyAccessLayers("route")
            .whereLayer("route")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("route", "failure")
            .whereLayer("health")
            .mayOnlyAccessLayers("route")
            .whereLayer("chat")
            .mayOnlyAccessLayers("route", "failure")
            .whereLayer("embedding")
            .mayOnlyAccessLayers("route", "failure")
            .whereLayer("photo")
            .mayOnlyAccessLayers("route", "failure")
            .whereLayer("backend")
            .mayOnlyAccessLayers("route", "failure", "config", "health", "chat", "embedding", "photo")
            .whereLayer("time")
            .mayOnlyAccessLayers("backend")
            .whereLayer("http")
            .mayOnlyAccessLayers("route", "failure", "backend", "time")
            .whereLayer("async")
            .mayOnlyAccessLayers("route", "failure", "chat", "embedding", "photo", "time")
            .whereLayer("routing")
            .mayOnlyAccessLayers("route", "failure", "chat", "embedding", "photo", "backend", "time")
            .whereLayer("door")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FAILSAFE_IS_SEEN_BY_ONE_CLASS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".internal.routing.Breaker")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.failsafe.."));

    @ArchTest
    static final ArchRule THE_HTTP_CLIENT_IS_SEEN_BY_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".internal.http")
            .should()
            .dependOnClassesThat(resideInAPackage("java.net.http.."));

    @ArchTest
    static final ArchRule NO_JACKSON_IN_THE_CORE =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson.."));

    @ArchTest
    static final ArchRule WHOEVER_WAITS_ASKS_THE_TIME_SEAM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".internal.time")
            .should()
            .callMethodWhere(asksTheSystemForTime())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Timer");

    @ArchTest
    static final ArchRule EXCEPTIONS_ARE_ONE_TREE = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .resideInAPackage(ROOT + "..")
            .should()
            .resideInAnyPackage(ROOT + ".failure", ROOT + ".route");

    private static DescribedPredicate<JavaCall<?>> asksTheSystemForTime() {
        Set<String> calls = Set.of("sleep", "nanoTime", "currentTimeMillis", "parkNanos", "parkUntil");
        return DescribedPredicate.describe("asks the system for the time or sleeps", call -> {
            String owner = call.getTargetOwner().getFullName();
            boolean system = owner.equals("java.lang.System")
                    || owner.equals("java.lang.Thread")
                    || owner.equals("java.util.concurrent.locks.LockSupport")
                    || owner.equals("java.util.concurrent.TimeUnit");
            return (system && calls.contains(call.getName()))
                    || (owner.equals(Instant.class.getName()) && call.getName().equals("now"));
        });
    }
}
