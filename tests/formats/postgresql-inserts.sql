--
-- PostgreSQL database dump
--

\restrict KEY

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: predictions; Type: TABLE; Schema: public; Owner: nobody
--

CREATE TABLE public.predictions (
    id bigint,
    "timestamp" text,
    model text,
    score double precision,
    ok boolean,
    label text,
    count integer,
    "input.temp" double precision,
    "input.features.0" double precision,
    "input.features.1" double precision
);


ALTER TABLE public.predictions OWNER TO nobody;

--
-- Data for Name: predictions; Type: TABLE DATA; Schema: public; Owner: nobody
--

INSERT INTO public.predictions VALUES (9007199254740993, '2026-01-02T03:04:05.678Z', 'v1.0', 0.100104729000003, true, 'plain', -20, 20.5, 0, 10);
INSERT INTO public.predictions VALUES (9007199254740995, '2026-01-02T03:11:05.789Z', 'v1.0', 0.929453680023761, false, 'with "quotes"', 17, 20.75, 1, 8.75);
INSERT INTO public.predictions VALUES (9007199254740997, '2026-01-02T03:18:05.900Z', 'v1.0', 0.858802631047518, true, 'comma, inside', 54, 21, 2, 7.5);
INSERT INTO public.predictions VALUES (9007199254740999, '2026-01-02T03:25:06.011Z', 'v1.0', 0.788151582071276, true, 'naïve café', -10, 21.25, 3, 6.25);
INSERT INTO public.predictions VALUES (9007199254741001, '2026-01-02T03:32:06.122Z', 'v1.0', 0.717500533095034, false, '東京', NULL, 21.5, 0, 5);
INSERT INTO public.predictions VALUES (9007199254741003, '2026-01-02T03:39:06.233Z', 'v1.0', 0.646849484118792, true, NULL, 64, 21.75, 1, 3.75);
INSERT INTO public.predictions VALUES (9007199254741005, '2026-01-02T03:46:06.344Z', 'v1.0', 0.576198435142551, true, 'it''s', 0, 22, 2, 2.5);
INSERT INTO public.predictions VALUES (9007199254741007, '2026-01-02T03:53:06.455Z', 'v1.0', 0.505547386166308, false, 'emoji 😀', 37, 22.25, 3, 1.25);
INSERT INTO public.predictions VALUES (9007199254741009, '2026-01-02T04:00:06.566Z', 'v1.0', 0.434896337190066, true, 'back\slash', 74, 22.5, 0, 0);
INSERT INTO public.predictions VALUES (9007199254741011, '2026-01-02T04:07:06.677Z', 'v1.0', 0.364245288213824, true, 'tab	here', 10, 22.75, 1, -1.25);
INSERT INTO public.predictions VALUES (9007199254741013, '2026-01-02T04:14:06.788Z', 'v1.0', 0.293594239237582, false, 'semi;colon', 47, 23, 2, -2.5);
INSERT INTO public.predictions VALUES (9007199254741015, '2026-01-02T04:21:06.899Z', 'v1.0', 0.222943190261341, true, 'plain', -17, 23.25, 3, -3.75);
INSERT INTO public.predictions VALUES (9007199254741017, '2026-01-02T04:28:07.010Z', 'v1.0', 0.152292141285098, true, 'with "quotes"', 20, 23.5, 0, -5);
INSERT INTO public.predictions VALUES (9007199254741019, '2026-01-02T04:35:07.121Z', 'v1.0', 0.981641092308855, false, 'comma, inside', NULL, 23.75, 1, -6.25);
INSERT INTO public.predictions VALUES (9007199254741021, '2026-01-02T04:42:07.232Z', 'v1.0', 0.910990043332613, true, 'naïve café', -7, 24, 2, -7.5);
INSERT INTO public.predictions VALUES (9007199254741023, '2026-01-02T04:49:07.343Z', 'v1.0', 0.840338994356371, true, '東京', 30, 24.25, 3, -8.75);
INSERT INTO public.predictions VALUES (9007199254741025, '2026-01-02T04:56:07.454Z', 'v1.0', 0.769687945380129, false, 'line
break', 67, 24.5, 0, -10);
INSERT INTO public.predictions VALUES (9007199254741027, '2026-01-02T05:03:07.565Z', 'v1.0', 0.699036896403887, true, 'it''s', 3, 24.75, 1, -11.25);
INSERT INTO public.predictions VALUES (9007199254741029, '2026-01-02T05:10:07.676Z', 'v1.0', 0.628385847427645, true, NULL, 40, 25, 2, -12.5);
INSERT INTO public.predictions VALUES (9007199254741031, '2026-01-02T05:17:07.787Z', 'v1.0', 0.557734798451403, false, 'back\slash', 77, 25.25, 3, -13.75);
INSERT INTO public.predictions VALUES (9007199254741033, '2026-01-02T05:24:07.898Z', 'v1.0', 0.487083749475161, true, 'tab	here', 13, 25.5, 0, -15);
INSERT INTO public.predictions VALUES (9007199254741035, '2026-01-02T05:31:08.009Z', 'v1.0', 0.416432700498919, true, 'semi;colon', 50, 25.75, 1, -16.25);
INSERT INTO public.predictions VALUES (9007199254741037, '2026-01-02T05:38:08.120Z', 'v1.0', 0.345781651522677, false, 'plain', NULL, 26, 2, -17.5);
INSERT INTO public.predictions VALUES (9007199254741039, '2026-01-02T05:45:08.231Z', 'v1.0', 0.275130602546435, true, 'with "quotes"', 23, 26.25, 3, -18.75);
INSERT INTO public.predictions VALUES (9007199254741041, '2026-01-02T05:52:08.342Z', 'v1.0', 0.204479553570193, true, 'comma, inside', 60, 26.5, 0, -20);
INSERT INTO public.predictions VALUES (9007199254741043, '2026-01-02T05:59:08.453Z', 'v1.1', 0.133828504593951, false, 'naïve café', -4, 26.75, 1, -21.25);
INSERT INTO public.predictions VALUES (9007199254741045, '2026-01-02T06:06:08.564Z', 'v1.1', 0.963177455617708, true, '東京', 33, 27, 2, -22.5);
INSERT INTO public.predictions VALUES (9007199254741047, '2026-01-02T06:13:08.675Z', 'v1.1', 0.892526406641466, true, 'line
break', 70, 27.25, 3, -23.75);
INSERT INTO public.predictions VALUES (9007199254741049, '2026-01-02T06:20:08.786Z', 'v1.1', 0.821875357665224, false, 'it''s', 6, 27.5, 0, -25);
INSERT INTO public.predictions VALUES (9007199254741051, '2026-01-02T06:27:08.897Z', 'v1.1', 0.751224308688982, true, 'emoji 😀', 43, 27.75, 1, -26.25);
INSERT INTO public.predictions VALUES (9007199254741053, '2026-01-02T06:34:09.008Z', 'v1.1', 0.680573259712741, true, 'back\slash', 80, 28, 2, -27.5);
INSERT INTO public.predictions VALUES (9007199254741055, '2026-01-02T06:41:09.119Z', 'v1.1', 0.609922210736498, false, NULL, NULL, 28.25, 3, -28.75);
INSERT INTO public.predictions VALUES (9007199254741057, '2026-01-02T06:48:09.230Z', 'v1.1', 0.539271161760256, true, 'semi;colon', 53, 28.5, 0, -30);
INSERT INTO public.predictions VALUES (9007199254741059, '2026-01-02T06:55:09.341Z', 'v1.1', 0.468620112784014, true, 'plain', -11, 28.75, 1, -31.25);
INSERT INTO public.predictions VALUES (9007199254741061, '2026-01-02T07:02:09.452Z', 'v1.1', 0.397969063807772, false, 'with "quotes"', 26, 29, 2, -32.5);
INSERT INTO public.predictions VALUES (9007199254741063, '2026-01-02T07:09:09.563Z', 'v1.1', 0.327318014831531, true, 'comma, inside', 63, 29.25, 3, -33.75);
INSERT INTO public.predictions VALUES (9007199254741065, '2026-01-02T07:16:09.674Z', 'v1.1', 0.256666965855288, true, 'naïve café', -1, 29.5, 0, -35);
INSERT INTO public.predictions VALUES (9007199254741067, '2026-01-02T07:23:09.785Z', 'v1.1', 0.186015916879046, false, '東京', 36, 29.75, 1, -36.25);
INSERT INTO public.predictions VALUES (9007199254741069, '2026-01-02T07:30:09.896Z', 'v1.1', 0.115364867902804, true, 'line
break', 73, 30, 2, -37.5);
INSERT INTO public.predictions VALUES (9007199254741071, '2026-01-02T07:37:10.007Z', 'v1.1', 0.944713818926561, true, 'it''s', 9, 30.25, 3, -38.75);


--
-- PostgreSQL database dump complete
--

\unrestrict KEY

