/** Who may call: tokens, the sessions made with them, and the gate before the API. */
package io.aiops.gateway.security;
