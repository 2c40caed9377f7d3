// GnuTLS, with a function that gives sessions their certificates.
#ifndef CGNUTLS_SHIM_H
#define CGNUTLS_SHIM_H
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
// What a server shows.
struct cgnutls_credential {
  gnutls_pcert_st *_Nonnull certificates;
  unsigned count;
  gnutls_privkey_t _Nullable key;
};
// Shows the credential that the session's user pointer leads to.
static inline int cgnutls_retrieve(
    gnutls_session_t session, const gnutls_datum_t *_Nullable authorities, int authority_count,
    const gnutls_pk_algorithm_t *_Nullable algorithms, int algorithm_count,
    gnutls_pcert_st *_Nullable *_Nonnull certificates, unsigned *_Nonnull count, gnutls_privkey_t _Nullable *_Nonnull key) {
  const struct cgnutls_credential *credential = gnutls_session_get_ptr(session);
  if (credential == NULL) return -1;
  *certificates = credential->certificates;
  *count = credential->count;
  *key = credential->key;
  return 0;
}
// The function as an option of a library that takes it.
static inline void *_Nonnull cgnutls_retriever(void) { return (void *)&cgnutls_retrieve; }
#endif
