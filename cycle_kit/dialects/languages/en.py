"""English words, as companies and systems write them."""

DEALS = {
    "deal_id": "deal_id|Opportunity ID|Record ID|Deal Number|Deal No|Deal #|Opportunity Number|Opportunity No|"
    "Potential No|Quote ID|Quote Number|Quote No|Order ID|Order Number|Order No|Case ID|Case Number|"
    "Project ID|Project Number|Job ID|Job Number|Job No|Enquiry ID|Inquiry ID|Enquiry No|Inquiry No|Tender ID|"
    "Contract Number|Contract No|Contract ID|Invoice Number|Invoice No|Invoice ID|Reference|Reference Number|"
    "Reference No|Ref|Ref No|External ID|Unique ID|Item ID|Entry ID|Row ID|Ticket ID|ID|UUID|GUID|Number|No|"
    "Nr|Num|#|S No|Sr No|Sl No|Serial No|Serial Number",
    "name": "Deal Name|Opportunity Name|Deal title|Opportunity Title|Potential Name|Project Name|"
    "Project Title|Quote Name|Proposal Name|Proposal Title|Job Name|Tender Name|Order Name|Card Name|"
    "Task Name|Item Name|Title|Name|Deal|Opportunity|Potential|Subject|Topic|Project|Proposal|Quote|"
    "Tender|Job|Enquiry|Inquiry|Summary|Deal Description|Opportunity Description|Description|Quotation|"
    "Offer|Bid|Estimate|Order|Contract",
    "account": "Account|Account Name|Company|Company Name|Customer|Customer Name|Client|Client Name|"
    "Organization|Organization Name|Organisation|Organisation Name|Associated Company|Primary Company|"
    "Potential Customer|Buyer|Buyer Name|Prospect|Prospect Name|Business|Business Name|Related To|Contact|"
    "Contact Name|Contact Person|Primary Contact|Associated Contact|Person|Full Name|Lead|Lead Name",
    "pipeline": "Pipeline|Pipeline Name|Deal Pipeline|Sales Pipeline|Sub-Pipeline|Sales Process|Funnel|"
    "Funnel Name|Sales Funnel|Record Type|Board|Board Name",
    "owner": "Owner|Owner Name|Deal owner|Deal Owner Name|Opportunity Owner|Record Owner|Account Owner|"
    "Sales Owner|Account Manager|Account Executive|Account Exec|AE|Salesperson|Salesperson Name|Sales Agent|"
    "Salesman|Saleswoman|Sales Rep|Sales Rep Name|Sales Representative|Sales Executive|Sales Consultant|"
    "Sales Associate|Rep|Rep Name|Representative|Agent|Agent Name|Broker|Seller|Closer|Closed By|Sold By|"
    "Assigned to|Assigned User|Assigned User Name|Assigned Rep|Assignee|Assigned|Responsible|"
    "Responsible Person|Responsible User|Person Responsible|Person in Charge|In Charge|Handled By|Managed By|"
    "Lead Owner|SDR|BDR|BDM|Business Developer|Business Development Manager|Consultant|Advisor|Adviser|"
    "Sales Manager|Manager|Employee|Staff|User|User Name",
    "team": "Team|Team Name|Sales Team|Teams|Sales Group|Owner Role|Owner Team|Department|Division|"
    "Business Unit|Office|Branch",
    "stage": "Stage|Deal Stage|Sales Stage|Pipeline Stage|Opportunity Stage|Stage Name|Deal Stage Name|"
    "Current Stage|Funnel Stage|Deal Phase|Sales Phase|Pipeline Phase|Phase|Step|Sales Step|Process Step|"
    "Current Step|Milestone|To Stage|New Stage|List Name|Section/Column|Bucket",
    "status": "Status|Deal Status|Deal Status Name|Opportunity Status|Sales Status|Outcome|Deal Outcome|"
    "Result|Deal Result|Final Result|Final Status|Current Status|Status Name|Close Status|Closing Status|"
    "State|Deal State|Win/Loss|Win or Loss|Win/Lost|Won/Lost|Won or Lost|W/L|Won/Lost/Open|Win Loss Status|"
    "Order Status|Quote Status|Proposal Status|Tender Status|Tender Result|Sale Status|Decision|Disposition",
    "amount": "Amount|Deal Amount|Opportunity Amount|Value|Deal Value|Opportunity Value|Opportunity Size|"
    "Deal Size|Close Value|Closed Amount|Closed Value|Won Amount|Won Value|Contract Value|Contract Amount|"
    "Total Contract Value|TCV|Annual Contract Value|ACV|Annual Recurring Revenue|ARR|"
    "Monthly Recurring Revenue|MRR|Expected Revenue|Expected Value|Expected Amount|Estimated Revenue|"
    "Est. Revenue|Estimated Value|Est. Value|Estimated Amount|Est. Amount|Potential Value|"
    "Potential Revenue|Projected Revenue|Projected Value|Forecast Amount|Revenue|Actual Revenue|"
    "Deal Revenue|Sales Amount|Sales Value|Sale Amount|Sale Value|Sale Price|Sales Price|Selling Price|"
    "Quote Amount|Quote Value|Quote Total|Quoted Amount|Quoted Price|Quoted Value|Proposal Amount|"
    "Proposal Value|Offer Amount|Offer Value|Offer Price|Order Value|Order Amount|Order Total|"
    "Invoice Amount|Invoice Value|Invoice Total|Project Value|Bid Amount|Bid Value|Budget|Budget Amount|"
    "Total Amount|Total Value|Total Price|Total Revenue|Grand Total|Net Amount|Net Value|Gross Amount|"
    "Gross Value|Price|Sales|Income|Turnover|Fee|Premium|Ticket Size|Total|Sum|Cost|Total Cost|Lead Value|"
    "Quote|Quotation|Offer|Proposal|Bid|Estimate|Order|Contract",
    "currency": "Currency|Currency Code|Deal currency|Amount Currency|Currency of Value|Currency ISO Code|Ccy",
    "probability": "Probability|Probability (%)|Deal probability|Win Probability|Close Probability|"
    "Closing Probability|Success Probability|Probability of Closing|Probability to Close|Likelihood|"
    "Likelihood to Close|Chance|Chance of Winning|Win Chance|Confidence|Confidence Level|Prob|Prob (%)|Win (%)",
    "created_at": "Created at|Create Date|Created Date|Created Time|Created on|Creation Date|"
    "Creation Time|Date Created|Deal Created|Deal Created Date|Deal Created At|Deal Created On|"
    "Deal Create Date|Deal Creation Date|Opportunity Created|Opportunity Created Date|Created|Create Time|"
    "Record Created|Added on|Added At|Added Time|Added|Date Added|Add Date|Add Time|Inserted At|"
    "Engage Date|Open Date|Opened|Opened On|Opened At|Opened Date|Date Opened|Opening Date|Start Date|"
    "Start|Started|Started On|Started At|Begin Date|Date Started|Deal Start Date|Entry Date|Date of Entry|"
    "Received|Received On|Received Date|Date Received|Registered|Registered On|Registration Date|"
    "Date Registered|Logged|Date Logged|Submitted|Submitted At|Submission Date|Inquiry Date|Enquiry Date|"
    "Date of Inquiry|Date of Enquiry|Request Date|Requested On|Quote Date|Proposal Date|Offer Date|"
    "Order Date|Date Entered|Date|Enquiry|Inquiry|Request|Enquired|Enquired On|RFQ|RFQ Date|First Enquiry|"
    "First Inquiry",
    "won_at": "Won Date|Date Won|Won At|Won On|Won Time|Win Date|Date of Win|Deal Won Date|Deal Won On|"
    "Closed Won Date|Closed Won At|Closed Won On|Became a Customer Date|Won",
    "lost_at": "Lost Date|Date Lost|Lost At|Lost On|Lost Time|Loss Date|Date of Loss|Deal Lost Date|"
    "Deal Lost On|Closed Lost Date|Closed Lost At|Closed Lost On|Rejection Date|Rejected On|Lost|Refused|"
    "Refused On|Refusal Date|Date of Refusal|Date Refused|Date Rejected|Date of Rejection|Declined|"
    "Declined On|Decline Date|Date Declined|Turned Down|Turned Down On|Rejected|Withdrawn|Withdrawn On|"
    "Cancelled|Cancelled On|Cancellation Date|Date Cancelled|No-go|Refusal|Rejection",
    "closed_at": "Closed at|Closed Date|Closed on|Date Closed|Closed Time|Closed|Deal Closed|Deal Closed Date|"
    "Deal Closed On|Deal Closed At|Actual Close Date|Actual Close|Actual Closing Date|Actual Closed Date|"
    "Real Close Date|Completed Date|Completion Date|Date Completed|Completed On|Completed At|Completed|"
    "Finished|Finished On|Finished At|Ended|Ended On|Ended At",
    "close_date": "Close Date|Deal Close Date|Opportunity Close Date|Closing Date|Closure Date|Close Time|"
    "Date of Close|Date of Closing|Date of Closure|Deal Closing Date|Close|Closing|Decision Date|"
    "Date of Decision|Outcome Date|Result Date|Resolved Date|Resolution Date|Final Date|Sale Date|Sales Date|"
    "Date of Sale|Date Sold|Sold Date|Sold On|Signed|Signed On|Signed At|Signed Date|Date Signed|Signing Date|"
    "Signature Date|Contract Date|Contract Signed|Contract Signed Date|Contract Signed On|"
    "Contract Signature Date|Purchase Date|Confirmation Date|Booking Date|Date Booked|Delivery Date|"
    "Archived On|Archive Date|Finish Date|End Date|End|Date Ended",
    "expected_close": "Expected Close|Expected Close Date|Expected Closing|Expected Closing Date|"
    "Expected Closure|Expected Closure Date|Expected Closed Date|Expected Date|Exp. Close Date|Exp. Close|"
    "Estimated Close Date|Estimated Close|Estimated Closing Date|Estimated Closing|Est. Close Date|Est. Close|"
    "Est. Closing Date|Anticipated Close Date|Anticipated Close|Assumed Close Date|Projected Close Date|"
    "Projected Close|Planned Close Date|Planned Close|Target Close Date|Target Close|Target Date|"
    "Forecast Close Date|Forecasted Close Date|Forecast Date|Close Date (Expected)|Likely Close Date|"
    "Closing Date|Due Date|Deadline",
    "stage_changed_at": "Last Stage Update|Last stage change|Last Stage Change Date|Stage changed|"
    "Stage Changed At|Stage Changed On|Stage Change Date|Date Stage Changed|Stage Modified Time|"
    "Stage Updated At|Date entered current stage|Entered Current Stage|Current Stage Since|Stage Since|"
    "In Stage Since|Stage Start Date|Last Stage At|Last Moved|Moved At|Moved On",
    "lead_created_at": "Lead Created At|Lead created|Lead Created Date|Lead Created On|Lead Create Date|"
    "Lead Creation Date|Date Lead Created|Lead Date|Date of Lead|Lead Received|Lead Received Date|"
    "Lead Received On|Lead In Date|Lead Opened|Contact Created|Contact Created Date|Contact Create Date|"
    "Customer Created|Customer Created Date|Customer Creation Date",
    "first_contact_at": "First contact|First Contact Date|First Contact At|First Contact On|First Contacted|"
    "First Contacted At|First Contacted On|First Contacted Time|Date of First Contact|Date First Contacted|"
    "First Call|First Call Date|Date of First Call|First Response|First Response At|First Response Date|"
    "First Reply|First Reply Date|First Outreach|First Outreach Date|First Touch|First Touch Date|"
    "First Activity|First Activity Date|First Engagement|First Engagement Date|Date of First Engagement|"
    "First Meeting|First Meeting Date|First Email Date|Initial Contact|Initial Contact Date|Contact Date|"
    "Date of Contact|Contacted|Contacted At|Contacted On|Date Contacted|Answered At",
    "last_activity_at": "Last Activity|Last Activity Date|Last Activity At|Last Activity Time|Last Contacted|"
    "Last Contacted Date|Last Contacted On|Last Contact|Last Contact Date|Date of Last Contact|Last Touch|"
    "Last Touch Date|Last Touched|Last Call|Last Call Date|Last Interaction|Last Interaction Date|"
    "Last Communication|Last Engagement|Last Engagement Date|Last Follow Up|Last Follow-up Date|Last Meeting|"
    "Last Email Date",
    "lost_reason": "Lost Reason|Closed Lost Reason|Deal Lost Reason|Loss Reason|Reason Lost|Reason for loss|"
    "Reason for Losing|Reason for Lost|Lost Reasons|Lost Because|Lost to|Why Lost|Reason of Loss|"
    "Reason Not Won|Rejection Reason|Reason for Rejection|Reject Reason|Cancellation Reason|Cancel Reason|"
    "Dropped Reason|Drop Reason|Disqualification Reason|Reason for Disqualification|Win/Loss Reason|"
    "Won/Lost Reason|Close Reason|Closed Reason|Closing Reason|Reason Closed|Reason for Closing|Status Reason|"
    "Objection|Reason",
    "source": "Source|Lead Source|Deal source|Opportunity Source|Original Source|Original Traffic Source|"
    "Source of Lead|Source Name|Source Channel|Channel|Lead Channel|Sales Channel|Marketing Channel|"
    "Marketing Source|Acquisition Channel|Acquisition Source|Traffic Source|Referral Source|Enquiry Source|"
    "Inquiry Source|Customer Source|Contact Source|Lead Origin|Origin|Source Campaign|Campaign Source|"
    "Source Origin|UTM Source|How did you hear about us|Campaign|Campaign Name",
    "industry": "Industry|Industry Name|Sector|Vertical|Industry Vertical|Company Industry|Customer Industry|"
    "Market Sector|Business Sector|Line of Business",
    "region": "Region|Region Name|Territory|Sales region|Sales Territory|Sales Area|Area|Regional Office|Zone|"
    "Province",
    "segment": "Segment|Customer Segment|Client Segment|Market Segment|Company Segment|Customer Type|"
    "Client Type|Account Type|B2B/B2C|B2B or B2C",
    "deal_type": "Deal Type|Type|Opportunity Type|Type of Deal|Type of Opportunity|Business Type|Sale Type|"
    "Sales Type|Type of Sale|New or Existing|New/Existing|New or Renewal|New/Renewal",
    "product": "Product|Product Name|Products|Product/Service|Product or Service|Product Line|Product Family|"
    "Product Category|Service|Service Name|Services|Package|Plan|Offering|Solution",
    "last_stage": "Last Stage|Previous Stage|Last Open Stage|Stage Before Closing|Stage Before Close|"
    "Lost Stage|Lost at Stage|Lost in Stage|Stage Lost|Stage When Lost|Stage at Close|Stage When Closed",
    "stage_number": "Stage Number|Stage No|Stage Order|Stage Sort Order|Stage Position|Stage Index|"
    "Stage Sequence|Stage Rank|Step Number|Step No",
    "is_won": "Is Won|Won|Is Closed Won|Closed Won|Deal Won|Win|Sold|Won Flag",
    "is_lost": "Is Lost|Lost|Is Closed Lost|Closed Lost|Deal Lost|Lost Flag",
    "is_closed": "Is Closed|Closed|Is Deal Closed|Deal Closed|Is Completed|Completed|Finished|Done|Ended|"
    "Closed Flag",
    "is_deleted": "Is Deleted|Deleted|_fivetran_deleted|Deleted Flag|Deleted At|Deleted On|Deleted Date|Date Deleted",
    "converted": "Amount (converted)|Amount in company currency|Converted Amount|Converted Value|"
    "Amount in Base Currency|Value in Base Currency|Deal value in Base Currency|Base Currency Amount",
    "converted_currency": "Converted Currency|Amount (converted) Currency|Base Currency|Company Currency",
    "entered_at": "entered_at|Entered|Entered on|Date entered|at|Timestamp|Stage entered at|Stage Entered|"
    "Stage Entry Date|Date Entered Stage|Stage Date|Date of Stage|Changed at|Changed on|Change Date|"
    "Date of Change|Date Changed|Changed|Event Time|Event Date|Occurred At|Moved At|Moved On|"
    "Transition Date|When|Edit Date|Edited On|Date/Time|Since",
    "from_stage": "From Stage|Old Stage|Stage From|From|Previous Stage|Before|Old Status|From Status|"
    "Status From|Previous Status|Moved From|Changed From|Old Step|From Step|Old Phase|Prior Stage",
    "to_stage": "To|After|To Status|New Status|Status To|Stage To|Into Stage|Moved To|Changed To|"
    "Next Stage|New Step|To Step|New Phase",
    "field": "Field|Field Name|Changed Field|Property|Property Name|Attribute|Field / Event|Field Changed",
    "old_value": "Old Value|Old|From|Before|Previous Value|Original Value|Previous",
    "new_value": "New Value|New|To|After|Changed To",
    "signed_at": "Signed|Signed On|Signed At|Signed Date|Date Signed|Signing Date|Signature Date|"
    "Signature|Date of Signature|Date of Signing|Contract Date|Contract Signed|Contract Signed Date|"
    "Contract Signed On|Contract|Agreement Signed|Order|Ordered|Ordered On|Order Date|Date Ordered|"
    "Date of Order|Order Received|Order Placed|Order Confirmed|Purchase Order|PO|PO Date|PO Received|"
    "Purchase Date|Purchased|Purchased On|Sold|Sold On|Sale Date|Accepted|Accepted On|Acceptance Date|"
    "Date Accepted|Approved|Approved On|Approval Date|Awarded|Award Date|Confirmed|Confirmed On|"
    "Commissioned|Booked|Booked On|Booking Date",
}

LEADS = {
    "lead_id": "lead_id|Lead number|Lead No|Lead #|Lead Ref|Lead Reference|Prospect ID",
    "created_at": "created_at|Lead created|Lead Created At|Lead Created Date|Lead Created On|Lead Create Date|"
    "Lead Creation Date|Created|Create Date|Created Date|Created on|Created Time|Creation Date|Date Created|"
    "Lead Date|Lead Received|Received|Received On|Received Date|Date Received|Inquiry Date|Enquiry Date|"
    "Submitted At|Submission Date|Added on|Added At|Date Added|Date",
    "first_contact_at": "first_contact_at|First contact|First Contact Date|First Contacted|First Contacted On|"
    "Date of First Contact|First response|First Response At|First Response Date|First Reply|First Call|"
    "First Call Date|First Outreach|First Outreach Date|First Touch|First Activity|First Activity Date|"
    "Initial Contact|Initial Contact Date|Contacted|Contacted At|Contacted On|Date Contacted|Contact Date|"
    "Answered at",
    "converted_at": "converted_at|Converted on|Converted Date|Converted Time|Conversion date|Date Converted|"
    "Date of Conversion|Qualified At|Qualified On|Qualified Date|Qualification Date",
    "deal_id": "deal_id|Opportunity ID|Converted Opportunity ID|Converted Deal ID|Associated Deal ID|"
    "Associated Deal IDs|Deal Number|Deal No",
    "is_converted": "is_converted|Converted|Converted to Deal|Converted to Opportunity",
    "status": "status|Lead status|Lead Stage|Outcome|Result|State|Lifecycle Stage",
    "reason": "reason|Disqualification reason|Disqualified Reason|Reason for Disqualification|"
    "Unqualified reason|Rejection Reason|Lost Reason|Loss Reason|Junk Reason",
    "source": "source|Lead source|Original Source|Lead Channel|Channel|Marketing Source|Campaign",
    "owner": "owner|Lead owner|Owner Name|Assigned to|Assigned User|Assignee|Sales Rep|Rep|Salesperson|SDR|"
    "BDR|Agent|Responsible|Contact owner",
}

OUTCOMES = {
    "won": "Won|Win|Wins|Closed Won|Closed and Won|Won - Closed|Deal won|Won deal|Won Deals|Opportunity Won|"
    "Successful|Success|Succeeded|Successful deal|Successfully Closed|Closed Successfully|Sold|Sale|Sale Made|"
    "Sale Completed|Sale Closed|Sale Won|Order Won|Order Placed|Order Received|Ordered|Purchased|Bought|"
    "Accepted|Offer Accepted|Quote Accepted|Proposal Accepted|Signed|Contract Signed|Signed Contract|"
    "Contract Won|Contracted|Contract Awarded|Awarded|Converted|Converted to Sale|Paid|Paid in Full|Invoiced|"
    "Billed|Delivered|Installed|Booked|Victory|Deal is won",
    "lost": "Lost|Loss|Losses|Closed Lost|Closed and Lost|Lost - Closed|Deal lost|Lost deal|Lost Deals|"
    "Lost Opportunity|Opportunity Lost|Closed Lost to Competition|Lost to Competition|Lost to Competitor|Dead|"
    "Dead Deal|Failed|Fail|Failure|Failed deal|Deal Failed|Unsuccessful|Analyze failure|Rejected|"
    "Offer Rejected|Quote Rejected|Proposal Rejected|Declined|Offer Declined|Quote Declined|Proposal Declined|"
    "Refused|Turned Down|Not Won|Not Sold|No Sale|No Deal|Not Signed|Did Not Buy|Not Interested|No Interest|"
    "Not Awarded|Sale Lost|Missed|Deal is lost",
    "dropped": "Dropped|Abandoned|Suspended|Unqualified|Disqualified|Not Qualified|Non Qualified|Deleted|"
    "Duplicate|Duplicated|Duplicate Deal|Cancelled|Canceled|Cancelled by Customer|Closed Dropped|"
    "Closed Abandoned|Closed Cancelled|Closed Disqualified|Closed Duplicate|Archived|Archive|Inactive|Expired|"
    "Lapsed|Withdrawn|Withdrew|Void|Voided|Invalid|Junk|Spam|No Decision|Closed - No Decision|Out of Scope|"
    "Wrong Number",
    "open": "Open|Opened|Reopened|In Progress|Active|Ongoing|In Process|In Pipeline|Current|Pending|"
    "Pending Decision|Pending Approval|Pending Payment|Awaiting|Awaiting Response|Awaiting Reply|"
    "Awaiting Decision|Awaiting Payment|Awaiting Signature|Awaiting Approval|Waiting|Waiting for Response|"
    "Waiting for Reply|On Hold|Hold|Paused|Stalled|Stuck|Postponed|Deferred|Delayed|Overdue|New|Started|"
    "Working|Working On It|Work in Progress|WIP|To Do|Not Started|Unassigned|Assigned|Hot|Warm|Draft|"
    "In Review|Under Review|Follow Up|Following Up|Needs Follow Up|To Be Contacted|Undecided|Not Closed|"
    "Still Open",
    "steps": "Lead|New Lead|Prospect|Prospecting|Prospected|Incoming|Enquiry|Inquiry|Contact|Contacted|"
    "Contact Made|First Contact|Initial Contact|Attempted to Contact|Connected|Engaged|Engaging|Engagement|"
    "Replied|Responded|Interested|Qualify|Qualified|Qualification|Qualifying|Discovery|Needs Analysis|Demo|"
    "Demo Scheduled|Demo Done|Demo Completed|Appointment Scheduled|Meeting|Meeting Scheduled|Meeting Booked|"
    "Site Visit|Presentation|Presentation Scheduled|Evaluation|Trial|Pilot|Value Proposition|"
    "Id. Decision Makers|Identify Decision Makers|Identifying Decision Makers|Perception Analysis|Develop|"
    "Propose|Proposal|Proposal Made|Proposal Sent|Proposal/Price Quote|Proposition|Quote|Quoted|Quote Sent|"
    "Quotation|Quotation Sent|Offer|Offer Sent|Offered|Estimate Sent|Sent|Negotiate|Negotiation|Negotiating|"
    "Negotiations Started|In Negotiation|In Negotiations|Under Negotiation|Negotiation/Review|"
    "Objection Handling|Verbal Agreement|Verbal Commitment|Contract Sent|Contract|Commit|Committed|Closing|"
    "Ready to Close|Final Negotiation|Review",
    "closed": "Closed|Close Out|Closed Out|Closed Deal|Deal Closed|Case Closed|Completed|Complete|Done|"
    "Finished|Ended|Concluded|Finalized|Finalised|Resolved|Terminated",
}

LEAD_OUTCOMES = {
    "converted": "Converted|Qualified|Customer|Opportunity|Won|Closed - Converted|Open deal|Evangelist|"
    "Converted to Deal|Converted to Opportunity|Converted to Customer|Became a Customer|Closed Won|Sold",
    "disqualified": "Disqualified|Unqualified|Closed - Not Converted|Junk|Junk Lead|Lost|Lost Lead|"
    "Closed Lost|Dead|Not Qualified|Bad Timing|Bad Fit|Not a Fit|Not interested|No Interest|Spam|Duplicate|"
    "Recycled|Rejected|Declined|Invalid|Wrong Number|Fake|Archived|Not Converted",
}
