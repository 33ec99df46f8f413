package dev.sailplane.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.TenantName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectOwnershipTest {
    private static final TenantName ACME = new TenantName("acme");
    private static final TenantName OTHER = new TenantName("acme-2");
    private static final JobId JOB = Sample.id(1);

    private final Map<JobId, TenantName> owners = Map.of(JOB, ACME);
    private final ObjectOwnership ownership = new ObjectOwnership(job -> Optional.ofNullable(owners.get(job)));

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void aPictureBelongsToWhomItsJobDoes(OutputFormat format) {
        String key = ObjectKeys.output(JOB, 0, format);
        assertThat(ownership.owns(ACME, key)).isTrue();
        assertThat(ownership.owns(OTHER, key)).isFalse();
    }

    @Test
    void aPictureOfAnUnknownJobIsNobodys() {
        assertThat(ownership.owns(ACME, ObjectKeys.output(Sample.id(2), 0, OutputFormat.PNG)))
                .isFalse();
    }

    @Test
    void anUploadBelongsToTheTenantItLiesUnder() {
        assertThat(ownership.owns(ACME, "uploads/acme/a/b.png")).isTrue();
        assertThat(ownership.owns(OTHER, "uploads/acme/a/b.png")).isFalse();
        assertThat(ownership.owns(ACME, "uploads/acme-2/a.png")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uploads/acme",
                "uploads/acme/",
                "uploads/a.png",
                "uploads/acme/../acme-2/a.png",
                "uploads/acme//a.png",
                "jobs/01jmzx3v9q8t7w6y5k4h000001/input/image.png",
                "jobs/01jmzx3v9q8t7w6y5k4h000001/manifest.json",
                "jobs/01jmzx3v9q8t7w6y5k4h000001/output/0.gif",
                "access/tenants/acme.json"
            })
    void nothingElseMayBeNamed(String key) {
        assertThat(ownership.owns(ACME, key)).isFalse();
    }
}
