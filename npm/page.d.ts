/** The packed page of Driftscope, without a report. */
declare const page: string;
export default page;
