// npm run preview: the built dashboard on made-up data, without the services.
import { serve } from './lib/serve.js';

const { url } = await serve(Number(process.env.PORT ?? 0));
process.stdout.write(`The dashboard on made-up data: ${url}\n`);
