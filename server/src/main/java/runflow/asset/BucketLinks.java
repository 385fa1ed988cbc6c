package runflow.asset;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Links into a bucket, each signed for one request of somebody else's. */
record BucketLinks(S3Presigner presigner, String bucket) {
  /** How long a link is valid that a request was redirected to. */
  private static final Duration READING = Duration.ofHours(1);

  /**
   * For {@code GET}, which shows the object as of a type and tells a browser what to do with it.
   */
  URI get(String key, String contentType, String disposition) {
    return uri(
        presigner
            .presignGetObject(
                sign ->
                    sign.signatureDuration(READING)
                        .getObjectRequest(
                            ask ->
                                ask.bucket(bucket)
                                    .key(key)
                                    .responseContentType(contentType)
                                    .responseContentDisposition(disposition)))
            .url());
  }

  /** The same for {@code HEAD}, which a link for {@code GET} refuses. */
  URI head(String key, String contentType) {
    return uri(
        presigner
            .presignHeadObject(
                sign ->
                    sign.signatureDuration(READING)
                        .headObjectRequest(
                            ask -> ask.bucket(bucket).key(key).responseContentType(contentType)))
            .url());
  }

  /** For {@code PUT} of a type and a length and nothing else. */
  URI put(String key, MediaType type, long sizeBytes, Duration valid) {
    return uri(
        presigner
            .presignPutObject(
                sign ->
                    sign.signatureDuration(valid)
                        .putObjectRequest(
                            put ->
                                put.bucket(bucket)
                                    .key(key)
                                    .contentType(type.mimeType())
                                    .contentLength(sizeBytes)))
            .url());
  }

  private static URI uri(URL url) {
    return URI.create(url.toString());
  }
}
