import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Clients on Java's HttpURLConnection: one that reads lines, one that joins them for a pattern, a phone's development
 * kit that sends empty fields first, a sample that reads elements by name, and an application on a handset.
 */
final class JavaClients {
  private static final String HTTP = System.getenv("EM_HTTP");
  private static final String SERVLET = "/emservice/EMServiceServlet";
  private static final String DEVICE = "SEP0A2101000009";
  private static final Map<String, Integer> REQUESTS = new LinkedHashMap<>();

  private static void expect(boolean isRight, Object shown) {
    if (!isRight) throw new AssertionError("not what the client expects: " + shown);
  }

  /** A request of a client; the lines of the answer. */
  private static List<String> send(String client, String method, String target, String body) throws IOException {
    REQUESTS.merge(client, 1, Integer::sum);
    var connection = (HttpURLConnection) URI.create(HTTP + target).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(30_000);
    connection.setReadTimeout(30_000);
    if (body != null) {
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      connection.setDoOutput(true);
      try (OutputStream stream = connection.getOutputStream()) {
        stream.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    expect(connection.getResponseCode() == 200, connection.getResponseCode());
    var lines = new ArrayList<String>();
    try (var reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) lines.add(line);
    }
    return lines;
  }

  private static List<String> post(String client, String before, String document) throws IOException {
    return send(client, "POST", SERVLET, before + "xml=" + URLEncoder.encode(document, StandardCharsets.UTF_8));
  }

  /** A document laid out for people, with blanks at the ends of lines. */
  private static String document(String kind, String body, String application) {
    String password = System.getenv("EM_PASSWORD").replace("&", "&amp;").replace("<", "&lt;");
    return "<" + kind + "> \n    <appInfo> \n        <appID>" + application + "</appID> \n        <appCertificate>"
        + password + "</appCertificate> \n    </appInfo> \n    " + body + " \n</" + kind + ">";
  }

  private static String login(String more) {
    return "<login> \n<deviceName>" + DEVICE + "</deviceName>\n<userID>fmensah</userID>\n" + more + "</login>";
  }

  private static String logout() {
    return "<logout> \n<deviceName>" + DEVICE + "</deviceName>\n</logout>";
  }

  private static void forceLogouter() throws IOException {
    String time = "<deviceProfile>UDP-fmensah</deviceProfile><exclusiveDuration><time>1</time></exclusiveDuration>";
    for (String body : List.of(login(time), logout())) {
      List<String> lines = post("force-logouter", "", document("request", body, "emproxy"));
      expect(lines.stream().anyMatch(line -> line.contains("success")), lines);
    }
    List<String> lines = post("force-logouter", "", document("request", logout(), "emproxy"));
    expect(lines.stream().noneMatch(line -> line.contains("success")), lines);
  }

  private static void javaRegexp() throws IOException {
    for (String body : List.of(login(""), logout())) {
      String done = String.join("", post("java-regexp", "", document("request", body, "emproxy")));
      expect(done.matches(".*<success/>.*"), done);
    }
    String refused = String.join("", post("java-regexp", "", document("request", logout(), "stranger")));
    expect(refused.matches(".*<error.*") && !refused.matches(".*<success/>.*"), refused);
  }

  private static void phoneSDK() throws IOException {
    String before = "appid=&appPassword=&devicename=&userid=&deviceprofile=&";
    String body = login("<deviceProfile></deviceProfile>");
    String answer = String.join("", post("phone-sdk", before, document("request", body, "emproxy")));
    expect(answer.indexOf("success") >= 0, answer);
    String query = "<deviceUserQuery><deviceName>" + DEVICE + "</deviceName></deviceUserQuery>";
    String use = String.join("", post("phone-sdk", before, document("query", query, "emproxy")));
    expect(use.indexOf("<userID>") > 0, use);
  }

  private static void networkSample() throws Exception {
    String query = "<deviceUserQuery><deviceName>" + DEVICE + "</deviceName></deviceUserQuery>";
    String text = String.join("\n", post("network-sample", "", document("query", query, "emproxy")));
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    expect(document.getElementsByTagName("userID").item(0).getTextContent().equals("fmensah"), text);
    expect(document.getElementsByTagName("emccDevice").item(0).getTextContent().equals("no"), text);
    post("network-sample", "", document("request", logout(), "emproxy"));
  }

  private static void handset() throws IOException {
    String page = "/emapp/EMAppServlet?device=" + DEVICE;
    String user = "&userid=nkrueger&seq=" + System.getenv("EM_PIN");
    List<String> in = send("handset-app", "GET", page + user, null);
    expect(in.contains("<Text>Login is successful</Text>"), in);
    List<String> out = send("handset-app", "GET", page + "&doLogout=true", null);
    expect(out.contains("<Text>Logout is successful</Text>"), out);
  }

  public static void main(String[] arguments) throws Exception {
    forceLogouter();
    javaRegexp();
    phoneSDK();
    networkSample();
    handset();
    REQUESTS.forEach((client, number) -> System.out.println("client " + client + " " + number));
  }
}
