package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.config.Config;
import runflow.config.S3Config;
import runflow.error.StorageAwayException;
import runflow.testing.S3Bucket;

/** Files on their way from a folder into a bucket and back. */
class CopyStorageTest {
  @TempDir Path folder;

  @Test
  void everythingArrivesOnceAndWhole() throws Exception {
    try (var bucket = S3Bucket.start();
        Storage here = Storage.open(folder.resolve("here"), "test");
        Storage there = open(bucket);
        Storage back = Storage.open(folder.resolve("back"), "test")) {
      List<StoredObject> files = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        files.add(put(here, "file " + i));
      }
      there.put(new ByteArrayInputStream("file 3".getBytes(StandardCharsets.UTF_8)), 100);
      List<CopyStorage.Report> heard = new ArrayList<>();
      CopyStorage.Report first = new CopyStorage(here, there, heard::add).run();
      assertThat(first.files()).isEqualTo(20);
      assertThat(first.copied()).isEqualTo(19);
      assertThat(heard).hasSize(20).last().isEqualTo(first);
      assertThat(new CopyStorage(here, there, heard::add).run().copied()).isZero();
      assertThat(new CopyStorage(there, back, heard::add).run().copied()).isEqualTo(20);
      List<StoredObject> arrived = new ArrayList<>();
      back.each(arrived::add);
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    try (Storage here = Storage.open(folder.resolve("here"), "test");
        Storage back = Storage.open(folder.resolve("back"), "test")) {
      String name = put(here, "whole").sha256();
      Files.writeString(folder.resolve("here").resolve(Storage.key(name)), "other");
      assertThatThrownBy(() -> new CopyStorage(here, back, report -> {}).run())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(name);
      assertThat(back.stat(name)).isEmpty();
    }
  }

  @Test
  void aBucketThatCannotBeReachedStopsTheStart() throws Exception {
    try (var bucket = S3Bucket.start()) {
      var wrong = new S3Config.Keys(S3Bucket.ACCESS_KEY, "another secret");
      assertThatThrownBy(() -> open(bucket, wrong))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("storage.s3")
          .hasMessageNotContaining("another secret");
      assertThat(new Config.Storage(folder, Optional.of(config(bucket, wrong))).toString())
          .doesNotContain("another secret");
    }
  }

  @Test
  void aBucketThatIsAwayIsToldFromOneThatRefuses() throws Exception {
    var bucket = S3Bucket.start();
    try (Storage there = open(bucket)) {
      String name = put(there, "x").sha256();
      bucket.close();
      assertThat(there.works()).isFalse();
      assertThatThrownBy(() -> there.read(name)).isInstanceOf(StorageAwayException.class);
    }
  }

  @Test
  void whetherABucketWorksIsNotAskedEachTime() throws Exception {
    var bucket = S3Bucket.start();
    try (Storage there = open(bucket)) {
      assertThat(there.works()).isTrue();
      bucket.close();
      assertThat(there.works()).isTrue();
    }
  }

  @Test
  void aBucketThatIsSilentIsGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      var config = config(endpoint, new S3Config.Keys(S3Bucket.ACCESS_KEY, S3Bucket.SECRET_KEY));
      long begin = System.nanoTime();
      assertThatThrownBy(
              () -> Storage.open(new Config.Storage(folder, Optional.of(config)), folder, "test"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("storage.s3");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
    }
  }

  private static StoredObject put(Storage storage, String text) throws IOException {
    return storage.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100);
  }

  private Storage open(S3Bucket bucket) throws IOException {
    return open(bucket, new S3Config.Keys(S3Bucket.ACCESS_KEY, S3Bucket.SECRET_KEY));
  }

  private Storage open(S3Bucket bucket, S3Config.Keys keys) throws IOException {
    var config = new Config.Storage(folder, Optional.of(config(bucket, keys)));
    return Storage.open(config, folder.resolve("scratch"), "test");
  }

  private static S3Config config(S3Bucket bucket, S3Config.Keys keys) {
    return config(URI.create(bucket.endpoint()), keys);
  }

  private static S3Config config(URI endpoint, S3Config.Keys keys) {
    return new S3Config(
        S3Bucket.NAME,
        Optional.of(endpoint),
        Optional.empty(),
        "us-east-1",
        true,
        "runflow/",
        Optional.of(keys));
  }
}
