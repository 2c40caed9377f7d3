// libmicrohttpd, with forms of its variadic functions that Swift can call.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H
#include <microhttpd.h>
// Starts a daemon with an array of options that ends with MHD_OPTION_END.
static inline struct MHD_Daemon *_Nullable cmicrohttpd_start(
    unsigned int flags, _Nonnull MHD_AccessHandlerCallback handler, void *_Nullable context,
    struct MHD_OptionItem *_Nonnull options) {
  return MHD_start_daemon(flags, 0, NULL, NULL, handler, context, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}
// What is known of a connection.
static inline const union MHD_ConnectionInfo *_Nullable cmicrohttpd_info(
    struct MHD_Connection *_Nonnull connection, enum MHD_ConnectionInfoType kind) {
  return MHD_get_connection_info(connection, kind);
}
#endif
