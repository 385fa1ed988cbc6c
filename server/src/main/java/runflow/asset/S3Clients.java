package runflow.asset;

import java.time.Duration;
import runflow.config.S3Config;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What speaks to a bucket.
 *
 * @param client for requests of our own
 * @param once the same without repetitions: a request that comes late, after it was given up, must
 *     not undo what was done since
 * @param presigner signs requests of others
 */
record S3Clients(S3Client client, S3Client once, S3Presigner presigner) implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  static S3Clients of(S3Config config) {
    AwsCredentialsProvider credentials = credentials(config);
    Region region = Region.of(config.region());
    S3ClientBuilder client =
        S3Client.builder()
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(config.pathStyle())
            // Servers that only speak S3 do not all know the newer checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    config.endpoint().ifPresent(client::endpointOverride);
    S3Client repeating = client.build();
    client.overrideConfiguration(
        options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    S3Presigner.Builder presigner =
        S3Presigner.builder()
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(config.pathStyle()).build());
    config.publicEndpoint().or(config::endpoint).ifPresent(presigner::endpointOverride);
    return new S3Clients(repeating, client.build(), presigner.build());
  }

  @Override
  public void close() {
    presigner.close();
    once.close();
    client.close();
  }

  private static AwsCredentialsProvider credentials(S3Config config) {
    return config
        .keys()
        .<AwsCredentialsProvider>map(
            keys ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }
}
