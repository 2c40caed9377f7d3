// libcurl, with forms of its variadic functions that Swift can call.
#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H
#include <curl/curl.h>
typedef size_t (*ccurl_writer)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);
// Sets an option that is a number.
static inline CURLcode ccurl_set_long(CURL *_Nonnull handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}
// Sets an option that is a text, a list or any other pointer.
static inline CURLcode ccurl_set_pointer(CURL *_Nonnull handle, CURLoption option, const void *_Nullable value) {
  return (curl_easy_setopt)(handle, option, value);
}
// Sets the function that takes the body of the answer.
static inline CURLcode ccurl_set_writer(CURL *_Nonnull handle, _Nonnull ccurl_writer writer, void *_Nullable context) {
  CURLcode code = (curl_easy_setopt)(handle, CURLOPT_WRITEFUNCTION, writer);
  return code == CURLE_OK ? (curl_easy_setopt)(handle, CURLOPT_WRITEDATA, context) : code;
}
// Sets the function that is called when the connection stands and nothing of the request has been sent.
static inline CURLcode ccurl_set_prerequest(
    CURL *_Nonnull handle, _Nonnull curl_prereq_callback callback, void *_Nullable context) {
  CURLcode code = (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, callback);
  return code == CURLE_OK ? (curl_easy_setopt)(handle, CURLOPT_PREREQDATA, context) : code;
}
// The connection's session of GnuTLS; NULL where it has none, or one of another library.
static inline void *_Nullable ccurl_gnutls_session(CURL *_Nonnull handle) {
  struct curl_tlssessioninfo *info = NULL;
  if ((curl_easy_getinfo)(handle, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK || info == NULL) return NULL;
  return info->backend == CURLSSLBACKEND_GNUTLS ? info->internals : NULL;
}
// The status of the answer; 0 where there is none.
static inline long ccurl_status(CURL *_Nonnull handle) {
  long status = 0;
  (void)(curl_easy_getinfo)(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}
// Connections that were made for a request; 0 where it took one that was there.
static inline long ccurl_connections_made(CURL *_Nonnull handle) {
  long count = 0;
  (void)(curl_easy_getinfo)(handle, CURLINFO_NUM_CONNECTS, &count);
  return count;
}
// Limits how many connections to one host there are.
static inline CURLMcode ccurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}
#endif
