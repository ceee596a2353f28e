/** Version of this dashboard, from package.json. */
declare const __APP_VERSION__: string;
