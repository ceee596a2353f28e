package io.aiops.gateway;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.aiops.gateway");

  @Test
  void thereIsSomethingToCheck() {
    assertFalse(CLASSES.isEmpty());
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("io.aiops.gateway.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyResourcesSpeakJaxRs() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Resource")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(CLASSES);
  }

  @Test
  void theGatewayHasNoDatabase() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.sql..").check(CLASSES);
  }

  @Test
  void onlyTheLivePackageKnowsSocketsAndTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.aiops.gateway.live")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.websocket..", "io.undertow..", "io.netty..")
        .check(CLASSES);
  }

  @Test
  void passThroughAndDashboardDoNotKnowEvents() {
    noClasses()
        .that()
        .resideInAnyPackage("io.aiops.gateway.api", "io.aiops.gateway.dashboard")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.aiops.gateway.event", "io.aiops.gateway.live")
        .check(CLASSES);
  }

  @Test
  void dependenciesComeThroughConstructors() {
    noFields().should().beAnnotatedWith(Inject.class).check(CLASSES);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }
}
