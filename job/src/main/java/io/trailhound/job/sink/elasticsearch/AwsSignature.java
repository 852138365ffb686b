package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.aws.AwsReason;
import io.trailhound.job.config.AwsSigning;
import java.io.IOException;
import java.net.URI;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;
import org.apache.http.util.EntityUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * A request as it's about to be sent in; the same with a signature over method, path, host, time
 * and body out, by credentials that are looked up anew, because those of a role last an hour.
 */
final class AwsSignature implements HttpRequestInterceptor {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final AwsSigning signing;
  private final AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();

  AwsSignature(AwsSigning signing) {
    this.signing = signing;
  }

  /** There's nobody to sign for. */
  static final class NoCredentialsException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoCredentialsException(SdkException cause) {
      super(AwsReason.words(cause), cause);
    }
  }

  @Override
  public void process(HttpRequest request, HttpContext context) throws IOException {
    String server = HttpCoreContext.adapt(context).getTargetHost().toURI();
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.getRequestLine().getMethod()))
            .uri(URI.create(server + request.getRequestLine().getUri()))
            .build();
    byte[] body = body(request);
    // The name of the host too, which the signature may have without its port.
    signed(unsigned, body)
        .request()
        .forEachHeader((name, values) -> request.setHeader(name, values.get(0)));
  }

  private SignedRequest signed(SdkHttpRequest request, byte[] body) throws IOException {
    try {
      return SIGNER.sign(
          wanted ->
              wanted
                  .identity(credentials.resolveCredentials())
                  .request(request)
                  .payload(ContentStreamProvider.fromByteArray(body))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signing.service())
                  .putProperty(AwsV4HttpSigner.REGION_NAME, signing.region()));
    } catch (SdkException e) {
      throw new NoCredentialsException(e);
    }
  }

  private static byte[] body(HttpRequest request) throws IOException {
    HttpEntity entity =
        request instanceof HttpEntityEnclosingRequest withBody ? withBody.getEntity() : null;
    return entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
  }
}
