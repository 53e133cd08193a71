/** Fetched only where a websocket cannot be had. */
export { Fetch } from 'socket.io-client'
