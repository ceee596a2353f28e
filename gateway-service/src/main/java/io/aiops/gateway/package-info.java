/** Root of gateway-service. */
package io.aiops.gateway;
