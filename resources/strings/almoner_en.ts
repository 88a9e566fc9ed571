<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BillingView</name>
    <message numerus="yes">
        <source>%n over and not paid</source>
        <translation>
            <numerusform>%n over and not paid</numerusform>
            <numerusform>%n over and not paid</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatientBanner</name>
    <message numerus="yes">
        <source>%n decision(s) wait</source>
        <translation>
            <numerusform>%n decision waits</numerusform>
            <numerusform>%n decisions wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrescriptionList</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegisterPanel</name>
    <message numerus="yes">
        <source>Only %n of this desk&apos;s own MRNs left. It gets more when online.</source>
        <translation>
            <numerusform>Only %n of this desk&apos;s own MRNs is left. It gets more when online.</numerusform>
            <numerusform>Only %n of this desk&apos;s own MRNs are left. It gets more when online.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimilarPanel</name>
    <message numerus="yes">
        <source>%n similar patient(s). Alt+S goes there, Enter opens.</source>
        <translation>
            <numerusform>%n similar patient. Alt+S goes there, Enter opens.</numerusform>
            <numerusform>%n similar patients. Alt+S goes there, Enter opens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncView</name>
    <message numerus="yes">
        <source>%n change(s) waiting to be sent</source>
        <translation>
            <numerusform>%n change waiting to be sent</numerusform>
            <numerusform>%n changes waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) were set differently at two desks.</source>
        <translation>
            <numerusform>%n field was set differently at two desks.</numerusform>
            <numerusform>%n fields were set differently at two desks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of facts do not go together and need a look.</source>
        <translation>
            <numerusform>%n pair of facts does not go together and needs a look.</numerusform>
            <numerusform>%n pairs of facts do not go together and need a look.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitList</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WardView</name>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n occupied</source>
        <translation>
            <numerusform>%n occupied</numerusform>
            <numerusform>%n occupied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n booked</source>
        <translation>
            <numerusform>%n booked</numerusform>
            <numerusform>%n booked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to clean</source>
        <translation>
            <numerusform>%n to clean</numerusform>
            <numerusform>%n to clean</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Results</name>
    <message numerus="yes">
        <source>%n found on this desk   ·   Enter opens</source>
        <translation>
            <numerusform>%n found on this desk   ·   Enter opens</numerusform>
            <numerusform>%n found on this desk   ·   Enter opens</numerusform>
        </translation>
    </message>
</context>
</TS>
