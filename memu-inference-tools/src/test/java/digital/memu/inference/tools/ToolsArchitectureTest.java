package digital.memu.inference.tools;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the tools' module. */
@AnalyzeClasses(packages = "digital.memu.inference.tools", importOptions = ImportOption.DoNotIncludeTests.class)
class ToolsArchitectureTest {

    private static final String ROOT = "digital.memu.inference.tools";

    @ArchTest
    static final ArchRule JACKSON_IS_SEEN_BY_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".internal.json")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson.."));

    @ArchTest
    static final ArchRule THE_PARSER_IS_DRIVEN_BY_HAND =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule SHAPES_AND_JSON_KNOW_ONLY_THEMSELVES = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".internal..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "digital.memu.inference",
                    "digital.memu.inference.chat..",
                    "digital.memu.inference.backend..",
                    ROOT));

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_ARE_FINAL = classes()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .arePublic()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(JavaModifier.FINAL);
}
